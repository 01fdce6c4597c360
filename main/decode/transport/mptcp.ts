// The option of Multipath TCP in the tree (RFC 8684 section 3, and RFC 6824 where version 0 differs).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

const OFFSET = { subtype: 2, flags: 3 } as const;
const SUBTYPE = {
  capable: 0,
  join: 1,
  dataSequence: 2,
  addAddress: 3,
  removeAddress: 4,
  priority: 5,
  fail: 6,
  fastClose: 7,
  reset: 8,
} as const;

const CHECKSUM: FieldName = 'tcp.options.mptcp.checksumreq.flags';
const EXTENSIBLE: FieldName = 'tcp.options.mptcp.extensibility.flag';
const CAPABLE_FLAGS: readonly (readonly FieldName[])[] = [
  [CHECKSUM, EXTENSIBLE, 'tcp.options.mptcp.sha1.flag', 'tcp.options.mptcp.reserved.flag'],
  [CHECKSUM, EXTENSIBLE, 'tcp.options.mptcp.nomoresubflows.flag', 'tcp.options.mptcp.sha256.flag'],
];
const DATA_FLAGS: readonly FieldName[] = [
  'tcp.options.mptcp.datafin.flag',
  'tcp.options.mptcp.dseqn8.flag',
  'tcp.options.mptcp.dseqnpresent.flag',
  'tcp.options.mptcp.dataack8.flag',
  'tcp.options.mptcp.dataackpresent.flag',
];
const RESET_FLAGS = ['U', 'V', 'W', 'T'].map(bit => `tcp.options.mptcp.flag_${bit}.flag` as FieldName);
const DATA_FLAG = { ack: 1, longAck: 2, mapping: 4, longSequence: 8 } as const;

const KEYS_FROM = 4;
const KEY_LEN = 8;
/** Lengths of MP_CAPABLE with one key, with two, and with the length of data or a checksum besides. */
const CAPABLE_LEN = { oneKey: 12, twoKeys: 20, data: 22, checksum: 24 } as const;

/** Layouts of MP_JOIN by length: of the SYN, the SYN+ACK and the third acknowledgment. */
const JOIN: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  [
    12,
    [
      ['tcp.options.mptcp.flags', OFFSET.subtype, 1, ['tcp.options.mptcp.backup.flag']],
      ['tcp.options.mptcp.addrid', 3, 1],
      ['tcp.options.mptcp.recvtok', 4, 4],
      ['tcp.options.mptcp.sendrand', 8, 4],
    ],
  ],
  [
    16,
    [
      ['tcp.options.mptcp.flags', OFFSET.subtype, 1, ['tcp.options.mptcp.backup.flag']],
      ['tcp.options.mptcp.addrid', 3, 1],
      ['tcp.options.mptcp.sendtrunchmac', 4, 8],
      ['tcp.options.mptcp.sendrand', 12, 4],
    ],
  ],
  [
    24,
    [
      ['tcp.options.mptcp.reserved', OFFSET.subtype, 2],
      ['tcp.options.mptcp.sendhmac', 4, 20],
    ],
  ],
]);

/** Adds what follows kind and length of an option that begins at `at`. */
export function dissectMptcp(d: Dissection, item: TreeItem, at: number, length: number): void {
  const subtype = d.uint8(at + OFFSET.subtype) >> 4;
  d.add(item, 'tcp.options.mptcp.subtype', at + OFFSET.subtype, 1);
  switch (subtype) {
    case SUBTYPE.capable:
      dissectCapable(d, item, at, length);
      break;
    case SUBTYPE.join:
      addLayout(d, item, at, JOIN.get(length) ?? []);
      break;
    case SUBTYPE.dataSequence:
      dissectDataSequence(d, item, at, length);
      break;
    case SUBTYPE.addAddress:
      dissectAddAddress(d, item, at, length);
      break;
    case SUBTYPE.removeAddress:
      for (let i = OFFSET.flags; i < length; i++) d.add(item, 'tcp.options.mptcp.addrid', at + i, 1);
      break;
    case SUBTYPE.priority:
      addFlags(d, item, at + OFFSET.subtype, ['tcp.options.mptcp.backup.flag']);
      if (length === 4) d.add(item, 'tcp.options.mptcp.addrid', at + OFFSET.flags, 1);
      break;
    case SUBTYPE.fail:
      d.add(item, 'tcp.options.mptcp.reserved', at + OFFSET.subtype, 2);
      d.add(item, 'tcp.options.mptcp.rawdataseqno', at + KEYS_FROM, KEY_LEN);
      break;
    case SUBTYPE.fastClose:
      d.add(item, 'tcp.options.mptcp.reserved', at + OFFSET.subtype, 2);
      d.add(item, 'tcp.options.mptcp.recvkey', at + KEYS_FROM, KEY_LEN);
      break;
    case SUBTYPE.reset:
      addFlags(d, item, at + OFFSET.subtype, RESET_FLAGS);
      d.add(item, 'tcp.options.mptcp.rst_reason', at + OFFSET.flags, 1);
      break;
  }
}

function addFlags(d: Dissection, item: TreeItem, at: number, bits: readonly FieldName[]): void {
  addLayout(d, item, at, [['tcp.options.mptcp.flags', 0, 1, bits]]);
}

function dissectCapable(d: Dissection, item: TreeItem, at: number, length: number): void {
  const version = d.uint8(at + OFFSET.subtype) & 0x0f;
  d.add(item, 'tcp.options.mptcp.version', at + OFFSET.subtype, 1);
  addFlags(d, item, at + OFFSET.flags, CAPABLE_FLAGS[version === 1 ? 1 : 0]!);
  if (!Object.values(CAPABLE_LEN).some(known => known === length)) return;
  d.add(item, 'tcp.options.mptcp.sendkey', at + KEYS_FROM, KEY_LEN);
  if (length < CAPABLE_LEN.twoKeys) return;
  d.add(item, 'tcp.options.mptcp.recvkey', at + CAPABLE_LEN.oneKey, KEY_LEN);
  if (length >= CAPABLE_LEN.data) d.add(item, 'tcp.options.mptcp.datalvllen', at + CAPABLE_LEN.twoKeys, 2);
  if (length >= CAPABLE_LEN.checksum) d.add(item, 'tcp.options.mptcp.checksum', at + CAPABLE_LEN.data, 2);
}

function dissectDataSequence(d: Dissection, item: TreeItem, at: number, length: number): void {
  const flags = d.uint8(at + OFFSET.flags);
  addFlags(d, item, at + OFFSET.flags, DATA_FLAGS);
  let next = at + OFFSET.flags + 1;
  if ((flags & DATA_FLAG.ack) !== 0) {
    const size = (flags & DATA_FLAG.longAck) !== 0 ? 8 : 4;
    d.add(item, 'tcp.options.mptcp.rawdataack', next, size);
    next += size;
  }
  if ((flags & DATA_FLAG.mapping) === 0) return;
  const size = (flags & DATA_FLAG.longSequence) !== 0 ? 8 : 4;
  d.add(item, 'tcp.options.mptcp.rawdataseqno', next, size);
  d.add(item, 'tcp.options.mptcp.subflowseqno', next + size, 4);
  d.add(item, 'tcp.options.mptcp.datalvllen', next + size + 4, 2);
  const checksum = next + size + 6;
  if (checksum + 2 <= at + length) d.add(item, 'tcp.options.mptcp.checksum', checksum, 2);
}

/** Lengths of ADD_ADDR without and with a port, and those with a truncated HMAC; by address family. */
const ADD_LEN = { ipv4: [8, 10, 16, 18], ipv6: [20, 22, 28, 30], port: [10, 18, 22, 30], hmac: [16, 18, 28, 30] };

function dissectAddAddress(d: Dissection, item: TreeItem, at: number, length: number): void {
  const family = d.uint8(at + OFFSET.subtype) & 0x0f;
  const name = family === 4 || family === 6 ? 'tcp.options.mptcp.ipver' : 'tcp.options.mptcp.echo';
  d.add(item, name, at + OFFSET.subtype, 1);
  d.add(item, 'tcp.options.mptcp.addrid', at + OFFSET.flags, 1);
  let next = at + OFFSET.flags + 1;
  const add = (name: FieldName, size: number): void => {
    d.add(item, name, next, size);
    next += size;
  };
  if (ADD_LEN.ipv4.includes(length)) add('tcp.options.mptcp.ipv4', 4);
  if (ADD_LEN.ipv6.includes(length)) add('tcp.options.mptcp.ipv6', 16);
  if (ADD_LEN.port.includes(length)) add('tcp.options.mptcp.port', 2);
  if (ADD_LEN.hmac.includes(length)) add('tcp.options.mptcp.addaddrtrunchmac', 8);
}
