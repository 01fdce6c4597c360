// TCP options in the tree: RFC 9293, 7323 (window scale, timestamps), 2018 and 2883 (SACK), 2385 (MD5), 5925 (AO), 5482 (user
// timeout), 7413 (Fast Open), 6994 (experiments), 8684 (MPTCP), 9768 (accurate ECN).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { dissectMptcp } from './mptcp.ts';
import { TCP_FLAG } from './tcp.ts';

const OFFSET = { kind: 0, length: 1, data: 2 } as const;
const KIND = { end: 0, noOperation: 1, mss: 2 } as const;
const EXPERIMENT = { fastOpen: 0xf989, accurateEcn0: 0xacc0, accurateEcn1: 0xacc1 } as const;
const COUNTER_LEN = 3;
const EDGE_LEN = 4;
const MOST_SHIFT = 14;

/** What a dissector of an option needs to know of the header. */
interface Header {
  readonly flags: number;
  readonly acknowledgment: number;
}
type DissectOption = (d: Dissection, item: TreeItem, at: number, length: number, header: Header) => void;
interface Option {
  readonly name: FieldName;
  /** The length that it must have; 0: any. */
  readonly length: number;
  readonly dissect: DissectOption;
}

const number =
  (name: FieldName, length: number): DissectOption =>
  (d, item, at) =>
    void d.add(item, name, at + OFFSET.data, length);
const nothing: DissectOption = () => {};

const OPTIONS: ReadonlyMap<number, Option> = new Map<number, Option>([
  [KIND.mss, { name: 'tcp.options.mss', length: 4, dissect: number('tcp.options.mss_val', 2) }],
  [3, { name: 'tcp.options.wscale', length: 3, dissect: dissectWindowScale }],
  [4, { name: 'tcp.options.sack_perm', length: 2, dissect: nothing }],
  [5, { name: 'tcp.options.sack', length: 0, dissect: dissectSack }],
  [6, { name: 'tcp.options.echo', length: 6, dissect: number('tcp.options.echo_value', 4) }],
  [7, { name: 'tcp.options.echoreply', length: 6, dissect: number('tcp.options.echo_value', 4) }],
  [8, { name: 'tcp.options.timestamp', length: 10, dissect: dissectTimestamp }],
  [11, { name: 'tcp.options.cc', length: 6, dissect: number('tcp.options.cc_value', 4) }],
  [12, { name: 'tcp.options.ccnew', length: 6, dissect: number('tcp.options.cc_value', 4) }],
  [13, { name: 'tcp.options.ccecho', length: 6, dissect: number('tcp.options.cc_value', 4) }],
  [19, { name: 'tcp.options.md5', length: 18, dissect: number('tcp.options.md5.digest', 16) }],
  [28, { name: 'tcp.options.user_to', length: 4, dissect: dissectUserTimeout }],
  [29, { name: 'tcp.options.ao', length: 0, dissect: dissectAuthentication }],
  [30, { name: 'mptcp', length: 0, dissect: dissectMptcp }],
  [34, { name: 'tcp.options.tfo', length: 0, dissect: dissectFastOpen }],
  [172, { name: 'tcp.options.acc_ecn', length: 0, dissect: (d, i, at, n) => addCounters(d, i, at + 2, n - 2, true) }],
  [174, { name: 'tcp.options.acc_ecn', length: 0, dissect: (d, i, at, n) => addCounters(d, i, at + 2, n - 2, false) }],
  [253, { name: 'tcp.options.experimental', length: 0, dissect: dissectExperiment }],
  [254, { name: 'tcp.options.experimental', length: 0, dissect: dissectExperiment }],
]);
const UNKNOWN: Option = { name: 'tcp.options.unknown', length: 0, dissect: dissectUnknown };

/** Adds the options in bytes[at, end) of a header that begins 20 bytes earlier. */
export function dissectTcpOptions(d: Dissection, tcp: TreeItem, at: number, end: number, flags: number): void {
  const options = d.add(tcp, 'tcp.options', at, Math.max(0, Math.min(end, d.end) - at));
  options.label = `Options: (${end - at} bytes)`;
  const header = { flags, acknowledgment: d.uint32(at - 12) };
  let next = at;
  let idle = 0;
  let ended = false;
  let segmentSize = false;
  while (next < end) {
    const kind = d.uint8(next);
    if (ended && kind !== KIND.end) {
      d.expert(options, 'tcp.non_zero_bytes_after_eol', 'error', 'Non-zero header padding');
      return;
    }
    if (kind === KIND.end || kind === KIND.noOperation) {
      if (kind === KIND.noOperation) idle = idle === 0 || (next - at) % 4 !== 0 ? idle + 1 : 0;
      if (idle === 4)
        d.expert(options, 'tcp.nop', 'warning', '4 NOP in a row - a router may have removed some options');
      const item = d.add(options, kind === KIND.end ? 'tcp.options.eol' : 'tcp.options.nop', next, 1);
      d.add(item, 'tcp.option_kind', next + OFFSET.kind, 1);
      ended ||= kind === KIND.end;
      next++;
      continue;
    }
    const length = next + OFFSET.data <= end ? d.uint8(next + OFFSET.length) : 0;
    if (length < OFFSET.data || next + length > end) {
      d.expert(options, 'tcp.option.len.invalid', 'warning', `Invalid length for option ${kind}`);
      return;
    }
    segmentSize ||= kind === KIND.mss;
    dissectOption(d, options, next, kind, length, header);
    next += length;
  }
  if ((flags & TCP_FLAG.syn) !== 0 && !segmentSize) {
    d.expert(options, 'tcp.options.mss.absent', 'note', 'The SYN packet does not contain a MSS option');
  }
}

function dissectOption(
  d: Dissection,
  options: TreeItem,
  at: number,
  kind: number,
  length: number,
  header: Header,
): void {
  const option = OPTIONS.get(kind) ?? UNKNOWN;
  const item = d.add(options, option.name, at, Math.min(length, d.end - at));
  if (kind === KIND.mss && (header.flags & TCP_FLAG.syn) === 0) {
    d.expert(item, 'tcp.options.mss.present', 'warning', 'The non-SYN packet does contain a MSS option');
  }
  d.add(item, 'tcp.option_kind', at + OFFSET.kind, 1);
  const lengthItem = d.add(item, 'tcp.option_len', at + OFFSET.length, 1);
  if (option.length !== 0 && length !== option.length) {
    d.expert(lengthItem, 'tcp.option.len.invalid', 'warning', `option length should be ${option.length}`);
    return;
  }
  option.dissect(d, item, at, length, header);
}

function dissectUnknown(d: Dissection, item: TreeItem, at: number, length: number): void {
  if (length > OFFSET.data) d.add(item, 'tcp.options.unknown.payload', at + OFFSET.data, length - OFFSET.data);
}

function dissectWindowScale(d: Dissection, item: TreeItem, at: number): void {
  const shift = d.uint8(at + OFFSET.data);
  const added = d.add(item, 'tcp.options.wscale.shift', at + OFFSET.data, 1);
  if (shift > MOST_SHIFT) {
    d.expert(added, 'tcp.options.wscale.shift.invalid', 'warning', 'Window scale shift exceeds 14');
  }
  d.generated(item, 'tcp.options.wscale.multiplier', 1 << Math.min(shift, MOST_SHIFT));
}

function dissectTimestamp(d: Dissection, item: TreeItem, at: number): void {
  d.add(item, 'tcp.options.timestamp.tsval', at + OFFSET.data, 4);
  d.add(item, 'tcp.options.timestamp.tsecr', at + OFFSET.data + 4, 4);
}

/** Whether `a` stands before or at `b` in sequence space. */
const upTo = (a: number, b: number): boolean => ((a - b) | 0) <= 0;

function dissectSack(d: Dissection, item: TreeItem, at: number, length: number, { acknowledgment }: Header): void {
  const edges: number[] = [];
  for (let next = OFFSET.data; next < length; next += EDGE_LEN) {
    if (next + EDGE_LEN > length) {
      d.expert(item, 'tcp.suboption_malformed', 'error', 'suboption would go past end of option');
      break;
    }
    d.add(item, edges.length % 2 === 0 ? 'tcp.options.sack_le' : 'tcp.options.sack_re', at + next, EDGE_LEN);
    edges.push(d.uint32(at + next));
  }
  d.generated(item, 'tcp.options.sack.count', edges.length >> 1);
  const [left, right, nextLeft, nextRight] = edges;
  if (left === undefined || right === undefined) return;
  const inside = nextLeft !== undefined && nextRight !== undefined && !upTo(right, nextLeft) && upTo(right, nextRight);
  if (!upTo(right, acknowledgment) && !inside) return;
  d.generated(item, 'tcp.options.sack.dsack_le', left);
  d.generated(item, 'tcp.options.sack.dsack_re', right);
  d.expert(item, 'tcp.options.sack.dsack', 'warning', 'D-SACK Sequence');
}

function dissectUserTimeout(d: Dissection, item: TreeItem, at: number): void {
  d.add(item, 'tcp.options.user_to_granularity', at + OFFSET.data, 2);
  d.add(item, 'tcp.options.user_to_val', at + OFFSET.data, 2);
}

const AO_LEN = 4;

function dissectAuthentication(d: Dissection, item: TreeItem, at: number, length: number): void {
  if (length < AO_LEN) {
    d.expert(item, 'tcp.option.len.invalid', 'warning', 'option length should be >= than 4');
    return;
  }
  d.add(item, 'tcp.options.ao.keyid', at + OFFSET.data, 1);
  d.add(item, 'tcp.options.ao.rnextkeyid', at + OFFSET.data + 1, 1);
  if (length > AO_LEN) d.add(item, 'tcp.options.ao.mac', at + AO_LEN, length - AO_LEN);
}

function dissectFastOpen(d: Dissection, item: TreeItem, at: number, length: number): void {
  if (length === OFFSET.data) d.add(item, 'tcp.options.tfo.request', at, length);
  else d.add(item, 'tcp.options.tfo.cookie', at + OFFSET.data, length - OFFSET.data);
}

function dissectExperiment(d: Dissection, item: TreeItem, at: number, length: number): void {
  const data = at + OFFSET.data + 2;
  if (data > at + length) {
    d.expert(item, 'tcp.option.len.invalid', 'warning', `option length ${length} smaller than 4`);
    return;
  }
  const id = d.uint16(at + OFFSET.data);
  d.add(item, 'tcp.options.experimental.exid', at + OFFSET.data, 2);
  const rest = at + length - data;
  if (id === EXPERIMENT.fastOpen) dissectFastOpen(d, item, at + OFFSET.data, length - OFFSET.data);
  else if (id === EXPERIMENT.accurateEcn0 || id === EXPERIMENT.accurateEcn1) {
    addCounters(d, item, data, rest, id === EXPERIMENT.accurateEcn0);
  } else if (rest > 0) d.add(item, 'tcp.options.experimental.data', data, rest);
}

const COUNTERS = ['tcp.options.acc_ecn.ee0b', 'tcp.options.acc_ecn.eceb', 'tcp.options.acc_ecn.ee1b'] as const;

function addCounters(d: Dissection, item: TreeItem, at: number, length: number, order0: boolean): void {
  if (length % COUNTER_LEN !== 0 || length > COUNTERS.length * COUNTER_LEN) {
    d.expert(item, 'tcp.option.len.invalid', 'warning', `option length should not be ${length + OFFSET.data}`);
    return;
  }
  for (let i = 0; i * COUNTER_LEN < length; i++) {
    d.add(item, COUNTERS[order0 ? i : COUNTERS.length - 1 - i]!, at + i * COUNTER_LEN, COUNTER_LEN);
  }
}
