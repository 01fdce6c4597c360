// SocketCAN frames (LINKTYPE_CAN_SOCKETCAN, 227): classic CAN and CAN FD, ISO 11898-1; the content is opaque.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

const OFFSET = { id: 0, length: 4, fdFlags: 5, reserved: 6, data: 8 } as const;

const EXTENDED = 0x80;
const REMOTE = 0x40;
const ERROR = 0x20;
const STANDARD_ID = 0x7ff;
const EXTENDED_ID = 0x1fffffff;
const FD = { bitRateSwitch: 0x01, errorState: 0x02, isFd: 0x04 } as const;
const FD_KNOWN = FD.bitRateSwitch | FD.errorState | FD.isFd;

const ERRORS: readonly FieldName[] = [
  'can.flags.err',
  'can.err.tx_timeout',
  'can.err.lostarb',
  'can.err.ctrl',
  'can.err.prot',
  'can.err.trx',
  'can.err.ack',
  'can.err.busoff',
  'can.err.buserror',
  'can.err.restarted',
];

/** Adds the frame at `at` to the tree; a flag tells the two kinds apart, where its field is not just left as it was. */
export function dissectSocketCan(d: Dissection, at: number): void {
  const flags = d.uint8(at + OFFSET.fdFlags);
  const fd = (flags & FD.isFd) !== 0 && (flags & ~FD_KNOWN) === 0 && d.uint16(at + OFFSET.reserved) === 0;
  dissectCan(d, at, fd);
}

/** Adds the frame at `at`, of CAN FD or classic, to the tree. */
export function dissectCan(d: Dissection, at: number, fd: boolean): void {
  const can = d.layer(fd ? 'canfd' : 'can', at, OFFSET.data);
  const first = d.uint8(at + OFFSET.id);
  const error = !fd && (first & ERROR) !== 0;
  if (error) for (const name of ERRORS) d.add(can, name, at + OFFSET.id, 4);
  else addIdentifier(d, can, at, first, fd);
  d.add(can, 'can.len', at + OFFSET.length, 1);
  if (fd) {
    const flags = d.uint8(at + OFFSET.fdFlags);
    d.add(can, 'canfd.flags.brs', at + OFFSET.fdFlags, 1, flags & FD.bitRateSwitch);
    d.add(can, 'canfd.flags.esi', at + OFFSET.fdFlags, 1, (flags & FD.errorState) >> 1);
  }
  if (error || (!fd && (first & REMOTE) !== 0)) return;
  const end = at + OFFSET.data + d.uint8(at + OFFSET.length);
  d.next('data', 0, at + OFFSET.data, end, end);
}

function addIdentifier(d: Dissection, can: TreeItem, at: number, first: number, fd: boolean): void {
  const extended = (first & EXTENDED) !== 0;
  const id = d.uint32(at + OFFSET.id) & (extended ? EXTENDED_ID : STANDARD_ID);
  d.add(can, 'can.id', at + OFFSET.id, 4, id);
  d.add(can, 'can.flags.xtd', at + OFFSET.id, 4, Number(extended));
  if (fd) return;
  d.add(can, 'can.flags.rtr', at + OFFSET.id, 4, (first & REMOTE) >> 6);
  d.add(can, 'can.flags.err', at + OFFSET.id, 4);
}
