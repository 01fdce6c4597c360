// Chunks of SCTP in the tree: RFC 9260 section 3.3, RFC 3758 (forward TSN), RFC 4895 (authentication), RFC 5061 (addresses),
// RFC 8260 (interleaving).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { dissectCauses, dissectParameters } from './sctp-parameter.ts';

const OFFSET = { type: 0, flags: 1, length: 2, value: 4 } as const;
export const CHUNK_HEADER_LEN = OFFSET.value;
const DATA_OFFSET = { tsn: 4, stream: 8, sequence: 10, protocol: 12, payload: 16 } as const;
const INTERLEAVED_OFFSET = { reserved: 10, message: 12, protocolOrFragment: 16, payload: 20 } as const;
const SACK_OFFSET = { tsn: 4, window: 8, gapCount: 12, duplicateCount: 14, gaps: 16 } as const;
const INIT_PARAMETERS = 20;
const GAP_LEN = 4;

const TYPE = {
  data: 0,
  init: 1,
  initAck: 2,
  sack: 3,
  heartbeat: 4,
  heartbeatAck: 5,
  abort: 6,
  shutdown: 7,
  error: 9,
  cookieEcho: 10,
  ecnEcho: 12,
  congestion: 13,
  shutdownComplete: 14,
  authentication: 15,
  interleaved: 64,
  addressAck: 128,
  padding: 132,
  forward: 192,
  address: 193,
} as const;
const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(TYPE).map(([name, type]) => [type, name]));

const DATA_FLAG = { end: 1, begin: 2 } as const;

interface Chunk {
  readonly item: TreeItem;
  readonly flags: TreeItem;
  readonly at: number;
  /** By the chunk's length field, without padding. */
  readonly end: number;
}

/** Adds the chunk in bytes[at, end), the last of which are padding; `length` is its length field. */
export function dissectChunk(d: Dissection, sctp: TreeItem, at: number, length: number, end: number): void {
  const type = d.uint8(at + OFFSET.type);
  const item = d.text(sctp, `${NAMES.get(type) ?? 'unknown'} chunk`, at, Math.min(end, d.end) - at);
  const typeItem = d.add(item, 'sctp.chunk_type', at + OFFSET.type, 1);
  d.add(typeItem, 'sctp.chunk_bit_1', at + OFFSET.type, 1);
  d.add(typeItem, 'sctp.chunk_bit_2', at + OFFSET.type, 1);
  const flags = d.add(item, 'sctp.chunk_flags', at + OFFSET.flags, 1);
  if (length < CHUNK_HEADER_LEN) return;
  const lengthItem = d.add(item, 'sctp.chunk_length', at + OFFSET.length, 2);
  if (at + length > end && !d.quoted) {
    const message = `Chunk length (${length}) is longer than remaining data (${end - at}) in the packet.`;
    d.expert(lengthItem, 'sctp.chunk_length.bad', 'error', message);
  }
  dissectValue(d, type, { item, flags, at, end: at + length });
  const padding = end - at - length;
  if (padding > 0) d.add(item, 'sctp.chunk_padding', at + length, padding);
}

function dissectValue(d: Dissection, type: number, chunk: Chunk): void {
  const { item, flags, at, end } = chunk;
  const value = at + OFFSET.value;
  switch (type) {
    case TYPE.data:
    case TYPE.interleaved:
      dissectData(d, chunk, type === TYPE.interleaved);
      break;
    case TYPE.init:
    case TYPE.initAck:
      addLayout(d, item, at, INIT[type === TYPE.init ? 0 : 1]!);
      dissectParameters(d, item, at + INIT_PARAMETERS, end);
      break;
    case TYPE.sack:
      dissectSack(d, chunk);
      break;
    case TYPE.heartbeat:
    case TYPE.heartbeatAck:
      dissectParameters(d, item, value, end);
      break;
    case TYPE.abort:
      d.add(flags, 'sctp.abort_t_bit', at + OFFSET.flags, 1);
      dissectCauses(d, item, value, end);
      break;
    case TYPE.error:
      dissectCauses(d, item, value, end);
      break;
    case TYPE.shutdown:
      d.add(item, 'sctp.shutdown_cumulative_tsn_ack', value, 4);
      break;
    case TYPE.cookieEcho:
      addRest(d, item, 'sctp.cookie', value, end);
      break;
    case TYPE.ecnEcho:
      d.add(item, 'sctp.ecne_lowest_tsn', value, 4);
      break;
    case TYPE.congestion:
      d.add(item, 'sctp.cwr_lowest_tsn', value, 4);
      break;
    case TYPE.shutdownComplete:
      d.add(flags, 'sctp.shutdown_complete_t_bit', at + OFFSET.flags, 1);
      break;
    case TYPE.authentication:
      d.add(item, 'sctp.shared_key_id', value, 2);
      d.add(item, 'sctp.hmac_id', value + 2, 2);
      addRest(d, item, 'sctp.hmac', value + 4, end);
      break;
    case TYPE.forward:
      d.add(item, 'sctp.forward_tsn_tsn', value, 4);
      for (let next = value + 4; next + 4 <= end; next += 4) addLayout(d, item, next, FORWARD);
      break;
    case TYPE.address:
      d.add(item, 'sctp.asconf_seq_nr_number', value, 4);
      dissectParameters(d, item, value + 4, end);
      break;
    case TYPE.addressAck:
      d.add(item, 'sctp.asconf_ack_seq_nr_number', value, 4);
      dissectParameters(d, item, value + 4, end);
      break;
    case TYPE.padding:
      addRest(d, item, 'sctp.padding_data', value, end);
      break;
    default:
      if (!NAMES.has(type)) addRest(d, item, 'sctp.chunk_value', value, end);
  }
}

function addRest(d: Dissection, item: TreeItem, name: FieldName, at: number, end: number): void {
  if (end > at) d.add(item, name, at, end - at);
}

const init = (kind: 'init' | 'initack'): Layout => [
  [`sctp.${kind}_initiate_tag`, 4, 4],
  [`sctp.${kind}_credit`, 8, 4],
  [`sctp.${kind}_nr_out_streams`, 12, 2],
  [`sctp.${kind}_nr_in_streams`, 14, 2],
  [`sctp.${kind}_initial_tsn`, 16, 4],
];
const INIT = [init('init'), init('initack')] as const;
const FORWARD: Layout = [
  ['sctp.forward_tsn_sid', 0, 2],
  ['sctp.forward_tsn_ssn', 2, 2],
];
const DATA_BITS = ['i', 'u', 'b', 'e'] as const;

/** The payload is the next layer when the chunk holds a whole message. */
function dissectData(d: Dissection, { item, flags, at, end }: Chunk, interleaved: boolean): void {
  const payload = at + (interleaved ? INTERLEAVED_OFFSET.payload : DATA_OFFSET.payload);
  if (end < payload) return;
  d.require(at, payload - at);
  for (const bit of DATA_BITS) d.add(flags, `sctp.data_${bit}_bit`, at + OFFSET.flags, 1);
  const bits = d.uint8(at + OFFSET.flags);
  const begins = (bits & DATA_FLAG.begin) !== 0;
  d.add(item, 'sctp.data_tsn_raw', at + DATA_OFFSET.tsn, 4);
  d.add(item, 'sctp.data_sid', at + DATA_OFFSET.stream, 2);
  if (interleaved) {
    d.add(item, 'sctp.data_reserved', at + INTERLEAVED_OFFSET.reserved, 2);
    d.add(item, 'sctp.data_mid', at + INTERLEAVED_OFFSET.message, 4);
    const name = begins ? 'sctp.data_payload_proto_id' : 'sctp.data_fsn';
    d.add(item, name, at + INTERLEAVED_OFFSET.protocolOrFragment, 4);
  } else {
    d.add(item, 'sctp.data_ssn', at + DATA_OFFSET.sequence, 2);
    d.add(item, 'sctp.data_payload_proto_id', at + DATA_OFFSET.protocol, 4);
  }
  if (begins && (bits & DATA_FLAG.end) !== 0 && end > payload) d.next('data', 0, payload, end, end);
}

function dissectSack(d: Dissection, { item, flags, at }: Chunk): void {
  d.add(flags, 'sctp.sack_nounce_sum', at + OFFSET.flags, 1);
  d.add(item, 'sctp.sack_cumulative_tsn_ack_raw', at + SACK_OFFSET.tsn, 4);
  const window = d.add(item, 'sctp.sack_a_rwnd', at + SACK_OFFSET.window, 4);
  if (d.uint32(at + SACK_OFFSET.window) === 0) {
    d.expert(window, 'sctp.sack_a_rwnd.expert', 'note', 'Zero Advertised Receiver Window Credit');
  }
  d.add(item, 'sctp.sack_number_of_gap_blocks', at + SACK_OFFSET.gapCount, 2);
  d.add(item, 'sctp.sack_number_of_duplicated_tsns', at + SACK_OFFSET.duplicateCount, 2);
  const tsn = d.uint32(at + SACK_OFFSET.tsn);
  const gaps = d.uint16(at + SACK_OFFSET.gapCount);
  let next = at + SACK_OFFSET.gaps;
  for (let i = 0; i < gaps; i++, next += GAP_LEN) {
    const start = d.add(item, 'sctp.sack_gap_block_start', next, 2);
    d.generated(start, 'sctp.sack_gap_block_start_tsn', (tsn + d.uint16(next)) >>> 0);
    const stop = d.add(item, 'sctp.sack_gap_block_end', next + 2, 2);
    d.generated(stop, 'sctp.sack_gap_block_end_tsn', (tsn + d.uint16(next + 2)) >>> 0);
    if (d.uint16(next) > d.uint16(next + 2)) {
      d.expert(stop, 'sctp.sack_gap_block_malformed', 'error', 'Malformed gap block.');
    }
  }
  const duplicates = d.uint16(at + SACK_OFFSET.duplicateCount);
  for (let i = 0; i < duplicates; i++) d.add(item, 'sctp.sack_duplicate_tsn', next + i * 4, 4);
}
