// Parameters and error causes in chunks of SCTP (RFC 9260 sections 3.2.1 and 3.3.10; RFC 4895, RFC 5061).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

const OFFSET = { type: 0, length: 2, value: 4 } as const;
/** Parameters that hold parameters, and causes that do, nest no deeper in any message that makes sense. */
const DEEPEST = 4;

const TYPE = {
  unrecognized: 0x0008,
  addAddress: 0xc001,
  deleteAddress: 0xc002,
  causes: 0xc003,
  primary: 0xc004,
} as const;
const SUCCESS = 0xc005;

/** Parameters that are one value, or with `size` a list of values of that size. */
const VALUES: ReadonlyMap<number, readonly [name: FieldName, size: number]> = new Map([
  [0x0001, ['sctp.parameter_heartbeat_information', 0]],
  [0x0005, ['sctp.parameter_ipv4_address', 4]],
  [0x0006, ['sctp.parameter_ipv6_address', 16]],
  [0x0007, ['sctp.parameter_state_cookie', 0]],
  [0x0009, ['sctp.parameter_cookie_preservative_incr', 4]],
  [0x000b, ['sctp.parameter_hostname', 0]],
  [0x000c, ['sctp.parameter_supported_address_type', 2]],
  [0x8002, ['sctp.random_number', 0]],
  [0x8003, ['sctp.chunk_type_to_auth', 1]],
  [0x8004, ['sctp.hmac_id', 2]],
  [0x8008, ['sctp.supported_chunk_type', 1]],
  [0xc006, ['sctp.adaptation_layer_indication', 4]],
] as const);
/** Parameters without a value. */
const EMPTY: ReadonlySet<number> = new Set([0x8000, 0xc000]);

/** Adds the parameters in bytes[at, end), each padded to words. */
export function dissectParameters(d: Dissection, parent: TreeItem, at: number, end: number, depth = 0): void {
  let next = at;
  while (next < end) {
    const length = d.uint16(next + OFFSET.length);
    if (length < OFFSET.value) return;
    const padded = Math.min(next + ((length + 3) & ~3), end);
    const item = d.text(parent, 'Parameter', next, OFFSET.value);
    const type = d.add(item, 'sctp.parameter_type', next + OFFSET.type, 2);
    d.add(type, 'sctp.parameter_bit_1', next + OFFSET.type, 2);
    d.add(type, 'sctp.parameter_bit_2', next + OFFSET.type, 2);
    d.add(item, 'sctp.parameter_length', next + OFFSET.length, 2);
    dissectParameter(d, item, d.uint16(next), next + OFFSET.value, next + length, depth);
    if (padded > next + length) d.add(item, 'sctp.parameter_padding', next + length, padded - next - length);
    next = padded;
  }
}

function dissectParameter(d: Dissection, item: TreeItem, type: number, at: number, end: number, depth: number): void {
  const known = VALUES.get(type);
  if (known !== undefined) {
    addValues(d, item, known, at, end);
    return;
  }
  switch (type) {
    case TYPE.unrecognized:
      if (depth < DEEPEST) dissectParameters(d, item, at, end, depth + 1);
      break;
    case TYPE.addAddress:
    case TYPE.deleteAddress:
    case TYPE.primary:
      d.add(item, 'sctp.correlation_id', at, 4);
      if (depth < DEEPEST) dissectParameters(d, item, at + 4, end, depth + 1);
      break;
    case TYPE.causes:
      d.add(item, 'sctp.correlation_id', at, 4);
      dissectCauses(d, item, at + 4, end);
      break;
    case SUCCESS:
      d.add(item, 'sctp.correlation_id', at, 4);
      break;
    default:
      if (!EMPTY.has(type) && end > at) d.add(item, 'sctp.parameter_value', at, end - at);
  }
}

function addValues(
  d: Dissection,
  item: TreeItem,
  [name, size]: readonly [FieldName, number],
  at: number,
  end: number,
): void {
  if (size === 0) {
    if (end > at) d.add(item, name, at, end - at);
    return;
  }
  for (let next = at; next + size <= end; next += size) d.add(item, name, next, size);
}

/** Adds the error causes in bytes[at, end), each padded to words. */
export function dissectCauses(d: Dissection, parent: TreeItem, at: number, end: number): void {
  let next = at;
  while (next < end) {
    const length = d.uint16(next + OFFSET.length);
    if (length < OFFSET.value) return;
    const padded = Math.min(next + ((length + 3) & ~3), end);
    const item = d.text(parent, 'Error cause', next, OFFSET.value);
    d.add(item, 'sctp.cause_code', next + OFFSET.type, 2);
    d.add(item, 'sctp.cause_length', next + OFFSET.length, 2);
    if (length > OFFSET.value) d.add(item, 'sctp.cause_information', next + OFFSET.value, length - OFFSET.value);
    if (padded > next + length) d.add(item, 'sctp.cause_padding', next + length, padded - next - length);
    next = padded;
  }
}
