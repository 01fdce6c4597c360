// Fields of the record itself and notes about it (Wireshark's packet-frame.c and expert.c).
import { boolean, bytes, duration, int32, none, protocol, string, time, uint32, uint64 } from './field-def.ts';
import { NOTE_GROUP_NAMES } from './note-group.ts';

const SEVERITY: Readonly<Record<number, string>> = {
  1048576: 'Comment',
  2097152: 'Chat',
  4194304: 'Note',
  6291456: 'Warning',
  8388608: 'Error',
};

export const FRAME = {
  frame: protocol('Frame'),
  'frame.number': uint32('Frame Number'),
  'frame.time': time('Arrival Time'),
  'frame.time_epoch': duration('Epoch Time'),
  'frame.time_delta': duration('Time delta from previous captured frame'),
  'frame.time_relative': duration('Time since reference or first frame'),
  'frame.len': uint32('Frame length on the wire'),
  'frame.cap_len': uint32('Frame length stored into the capture file'),
  'frame.interface_id': uint32('Interface id'),
  'frame.interface_name': string('Interface name'),
  'frame.protocols': string('Protocols in frame'),
  'frame.comment': string('Comment'),
  'frame.marked': boolean('Frame is marked'),
  'frame.offset': uint64('Offset of the record in the file'),
  '_ws.expert': none('Expert Info'),
  '_ws.expert.message': string('Message'),
  '_ws.expert.severity': uint32('Severity level', { names: SEVERITY }),
  '_ws.expert.group': uint32('Group', { names: NOTE_GROUP_NAMES }),
  '_ws.malformed': protocol('Malformed Packet'),
  '_ws.malformed.expert': none('Malformed Packet (Exception occurred)'),
  '_ws.malformed.reassembly': none('Reassembly error'),
  '_ws.short': protocol('Short Frame'),
  '_ws.unreassembled': protocol('Unreassembled Fragmented Packet'),
  '_ws.unreassembled.expert': none('Unreassembled fragment (change preferences to enable reassembly)'),
  data: protocol('Data'),
  'data.data': bytes('Data'),
  'data.len': int32('Length'),
} as const;
