// SocketCAN frames (LINKTYPE_CAN_SOCKETCAN, 227): classic CAN and CAN FD, ISO 11898-1; the content is opaque.
import type { Dissection } from '../tree/dissection.ts';

const OFFSET = { id: 0, length: 4, fdFlags: 5, reserved: 6, data: 8 } as const;

const EXTENDED = 0x80;
const REMOTE = 0x40;
const ERROR = 0x20;
const STANDARD_ID = 0x7ff;
const EXTENDED_ID = 0x1fffffff;
/** Length of a record with a CAN FD frame: its data field is always whole. */
const FD_RECORD_LEN = 72;

/** Adds the frame at `at` to the tree; its length tells the two kinds apart. */
export const dissectSocketCan = (d: Dissection, at: number): void =>
  dissectCan(d, at, d.reported - at === FD_RECORD_LEN);

/** Adds the frame at `at`, of CAN FD or classic, to the tree. */
export function dissectCan(d: Dissection, at: number, fd: boolean): void {
  const can = d.layer(fd ? 'canfd' : 'can', at, d.end - at);
  const first = d.uint8(at + OFFSET.id);
  const extended = (first & EXTENDED) !== 0;
  const id = d.uint32(at + OFFSET.id) & (extended ? EXTENDED_ID : STANDARD_ID);
  d.add(can, 'can.id', at + OFFSET.id, 4, id);
  d.add(can, 'can.flags.xtd', at + OFFSET.id, 4, Number(extended));
  if (!fd) d.add(can, 'can.flags.rtr', at + OFFSET.id, 4, (first & REMOTE) >> 6);
  d.add(can, 'can.flags.err', at + OFFSET.id, 4, (first & ERROR) >> 5);
  d.add(can, 'can.len', at + OFFSET.length, 1);
  if (fd) {
    d.add(can, 'canfd.flags.brs', at + OFFSET.fdFlags, 1);
    d.add(can, 'canfd.flags.esi', at + OFFSET.fdFlags, 1);
  }
  const length = d.uint8(at + OFFSET.length);
  can.length = OFFSET.data;
  if ((first & REMOTE) !== 0 && !fd) return;
  const end = at + OFFSET.data + length;
  d.next('data', 0, at + OFFSET.data, end, end);
}
