// Which columns of the packets report say what the columns of the table say. Pure.
import { fieldByName } from '../../../shared/model/field.ts';

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  number: ['number'],
  time: ['time'],
  src: ['ip.src', 'ipv6.src'],
  srcPort: ['tcp.srcport', 'udp.srcport'],
  dst: ['ip.dst', 'ipv6.dst'],
  dstPort: ['tcp.dstport', 'udp.dstport'],
  protocol: ['ip.proto', 'ipv6.nxt'],
  kind: ['payload_kind'],
  length: ['original_length'],
  captured: ['captured_length'],
  payload: ['payload_length'],
  flow: ['flow'],
  iat: ['iat_s'],
  idt: ['idt_s'],
  burst: ['burst'],
};

/** In the order of the columns, by their ids; what the report does not have, such as the info of a record, is left out. */
export function reportFields(ids: readonly string[]): readonly string[] {
  const found = ids.flatMap(id => {
    const own = id.startsWith('field ') ? id.slice(6) : null;
    return own === null ? (FIELDS[id] ?? []) : fieldByName(own) ? [own] : [];
  });
  return found.length === 0 ? ['number'] : [...new Set(found)];
}
