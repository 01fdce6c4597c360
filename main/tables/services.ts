// What a flow carries: the first known protocol seen in its payload.
import { PAYLOAD_KIND } from '../../shared/model/payload-kind.ts';
import { type Columns, NO_FLOW } from '../store/columns.ts';

/** Payload kind code per flow; `none` or `data` when nothing known was seen. */
export function flowServices({ flow, payloadKind, length }: Columns, flows: number): Uint8Array {
  const out = new Uint8Array(flows);
  const { none, data } = PAYLOAD_KIND;
  for (let r = 0; r < length; r++) {
    const f = flow[r]!;
    if (f === NO_FLOW) continue;
    const kind = payloadKind[r]!;
    const known = out[f]!;
    if (known === none || (known === data && kind !== none)) out[f] = kind;
  }
  return out;
}
