// Display filters that hold for the records with the value of a cell. Pure; null: there is none.
import { isFieldName } from '../../../shared/filter/fields.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import { epochTime } from '../../../shared/unit/time.ts';

const addressField = (address: string): 'ip' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ip');

const address =
  (side: 'src' | 'dst') =>
  (row: RecordRow): string | null => {
    const value = row[side];
    return value === null ? null : `${addressField(value)}.${side} == ${value}`;
  };

const port =
  (side: 'srcPort' | 'dstPort') =>
  (row: RecordRow): string | null => {
    const value = row[side];
    const field = `${row.protocol?.toLowerCase()}.${side === 'srcPort' ? 'srcport' : 'dstport'}`;
    return value === null || !isFieldName(field) ? null : `${field} == ${value}`;
  };

const PROTOCOLS: Readonly<Record<string, string>> = { 'IPv6-ICMP': 'icmpv6' };

function protocol({ protocol: name }: RecordRow): string | null {
  if (name === null) return null;
  const field = PROTOCOLS[name] ?? name.toLowerCase();
  return isFieldName(field) ? field : null;
}

const kind = (row: RecordRow): string | null => (row.kind === null ? null : `payload_kind == "${row.kind}"`);

export const RECORD_FILTERS = {
  number: (row: RecordRow) => `frame.number == ${row.number}`,
  time: (row: RecordRow) => `frame.time_epoch == ${epochTime(row.time)}`,
  src: address('src'),
  dst: address('dst'),
  srcPort: port('srcPort'),
  dstPort: port('dstPort'),
  protocol,
  kind,
  length: (row: RecordRow) => `frame.len == ${row.length}`,
  captured: (row: RecordRow) => `frame.cap_len == ${row.captured}`,
  payload: (row: RecordRow) => (row.payload === null ? null : `payload_length == ${row.payload}`),
  flow: (row: RecordRow) => (row.flow === null ? null : `flow == ${row.flow}`),
} as const;
