// What a flow carries: the first known protocol seen in its payload, else the service that its ports are registered for.
import { PAYLOAD_KIND, payloadKindName } from '../../shared/model/payload-kind.ts';
import { serviceOfPorts } from '../../shared/net/port-name.ts';
import { type Columns, NO_FLOW } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';

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

/** The service of a flow in which a kind was seen; null when nothing is known. */
export function serviceName(kind: number, flows: FlowTable, flow: number): string | null {
  const name = payloadKindName(kind);
  if (name !== 'none' && name !== 'data') return name;
  return serviceOfPorts(flows.protocol[flow]!, flows.aPort(flow), flows.bPort(flow));
}
