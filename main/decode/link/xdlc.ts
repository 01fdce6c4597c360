// The control field that LLC and Frame Relay have in common with HDLC (ISO/IEC 13239), in its extended form.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { controlLength } from './llc.ts';

const UNNUMBERED = 0x03;
const SUPERVISORY = 0x01;
const POLL = 0x10;
const POLL_EXTENDED = 0x0100;

interface ControlFields {
  readonly control: FieldName;
  readonly received: FieldName;
  readonly sent: FieldName;
  readonly poll: FieldName;
  readonly final: FieldName;
  readonly supervisory: FieldName;
  readonly command: FieldName;
  readonly response: FieldName;
  readonly type: FieldName;
}

export const LLC_CONTROL: ControlFields = {
  control: 'llc.control',
  received: 'llc.control.n_r',
  sent: 'llc.control.n_s',
  poll: 'llc.control.p',
  final: 'llc.control.f',
  supervisory: 'llc.control.s_ftype',
  command: 'llc.control.u_modifier_cmd',
  response: 'llc.control.u_modifier_resp',
  type: 'llc.control.ftype',
};

export const FRAME_RELAY_CONTROL: ControlFields = {
  control: 'fr.control',
  received: 'fr.control.n_r',
  sent: 'fr.control.n_s',
  poll: 'fr.control.p',
  final: 'fr.control.f',
  supervisory: 'fr.control.s_ftype',
  command: 'fr.control.u_modifier_cmd',
  response: 'fr.control.u_modifier_resp',
  type: 'fr.control.ftype',
};

/** Adds the control field at `at`; returns its length. */
export function addControl(
  d: Dissection,
  parent: TreeItem,
  at: number,
  fields: ControlFields,
  response: boolean,
): number {
  const first = d.uint8(at);
  const length = controlLength(first);
  const value = length === 1 ? first : first | (d.uint8(at + 1) << 8);
  const item = d.add(parent, fields.control, at, length, value);
  const poll = (value & (length === 1 ? POLL : POLL_EXTENDED)) !== 0;
  const kind = first & 0x03;
  if (kind === UNNUMBERED) {
    if (poll) d.add(item, response ? fields.final : fields.poll, at, 1, 1);
    d.add(item, response ? fields.response : fields.command, at, 1);
    d.add(item, fields.type, at, 1, UNNUMBERED);
    return length;
  }
  d.add(item, fields.received, at, length, value >> 9);
  if (kind !== SUPERVISORY) d.add(item, fields.sent, at, length, (value >> 1) & 0x7f);
  if (poll) d.add(item, response && kind === SUPERVISORY ? fields.final : fields.poll, at, length, 1);
  if (kind === SUPERVISORY) d.add(item, fields.supervisory, at, length, (value >> 2) & 0x03);
  d.add(item, fields.type, at, length, kind === SUPERVISORY ? SUPERVISORY : 0);
  return length;
}
