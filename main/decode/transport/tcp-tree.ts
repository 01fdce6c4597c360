// The TCP header in the tree: all of its fields, its checksum and what is odd about it (RFC 9293 section 3.1).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { tcpFlagsText } from '../../../shared/net/tcp-flags.ts';
import { internetChecksum, pseudoHeaderSum } from '../checksum.ts';
import { addChecksum, whyUnverified } from '../net/checksum-item.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { TCP_OFFSET as OFFSET, TCP_FLAG, TCP_HEADER_LEN } from './tcp.ts';
import { dissectTcpOptions } from './tcp-option-tree.ts';

const FLAGS_MASK = 0x0fff;
const FLAGS = 'res ae cwr ece urg ack push reset syn fin'.split(' ').map(bit => `tcp.flags.${bit}` as FieldName);
/** Bits 11 to 0 as letters; the reserved ones have none. */
const FLAG_LETTERS = 'RRRACEUAPRSF';
const URGENT = 32;

const CHECKSUM_NAMES = {
  value: 'tcp.checksum',
  status: 'tcp.checksum.status',
  calculated: 'tcp.checksum_calculated',
  bad: 'tcp.checksum_bad.expert',
} as const;

/** Adds the header at `at` to the tree; the payload goes to the reassembler. */
export function dissectTcp(d: Dissection, at: number): void {
  const tcp = d.layer('tcp', at, TCP_HEADER_LEN);
  d.add(tcp, 'tcp.srcport', at + OFFSET.sourcePort, 2);
  d.add(tcp, 'tcp.dstport', at + OFFSET.destinationPort, 2);
  d.srcPort = d.uint16(at + OFFSET.sourcePort);
  d.dstPort = d.uint16(at + OFFSET.destinationPort);
  tcp.label = `Transmission Control Protocol, Src Port: ${d.srcPort}, Dst Port: ${d.dstPort}`;
  d.require(at, OFFSET.window + 2);
  const flags = d.uint16(at + OFFSET.flags) & FLAGS_MASK;
  const headerLength = (d.uint8(at + OFFSET.dataOffset) >> 4) * 4;
  const room = d.reported - at;
  if (!d.fragmented && !d.quoted) {
    if (room < headerLength) {
      d.expert(tcp, 'tcp.short_segment', 'warning', 'Short segment: it does not contain a full TCP header');
    } else {
      d.generated(tcp, 'tcp.len', room - headerLength);
    }
  }
  d.add(tcp, 'tcp.seq_raw', at + OFFSET.sequence, 4);
  if (headerLength < TCP_HEADER_LEN) {
    const item = d.add(tcp, 'tcp.hdr_len', at + OFFSET.dataOffset, 1, headerLength);
    const message = `Bogus TCP header length (${headerLength}, must be at least 20)`;
    d.expert(item, 'tcp.bogus_header_length', 'error', message);
    return;
  }
  tcp.length = Math.max(0, Math.min(headerLength, d.end - at));
  addFields(d, tcp, at, flags, headerLength);
  addTcpChecksum(d, tcp, at);
  addUrgentPointer(d, tcp, at, flags);
  if (headerLength > TCP_HEADER_LEN) dissectTcpOptions(d, tcp, at + TCP_HEADER_LEN, at + headerLength, flags);
  d.tcpSeq = (d.uint32(at + OFFSET.sequence) + ((flags & TCP_FLAG.syn) !== 0 ? 1 : 0)) >>> 0;
  d.tcpAck = d.uint32(at + OFFSET.acknowledgment);
  d.tcpWindow = d.uint16(at + OFFSET.window);
  d.tcpFlags = flags;
  addPayload(d, tcp, at + headerLength, flags);
}

function addFields(d: Dissection, tcp: TreeItem, at: number, flags: number, headerLength: number): void {
  const ack = d.add(tcp, 'tcp.ack_raw', at + OFFSET.acknowledgment, 4);
  if ((flags & TCP_FLAG.ack) === 0 && d.uint32(at + OFFSET.acknowledgment) !== 0) {
    const message = 'The acknowledgment number field is nonzero while the ACK flag is not set';
    d.expert(ack, 'tcp.ack.nonzero', 'note', message);
  }
  const length = d.add(tcp, 'tcp.hdr_len', at + OFFSET.dataOffset, 1, headerLength);
  length.label = `Header Length: ${headerLength} bytes (${headerLength / 4})`;
  const item = d.add(tcp, 'tcp.flags', at + OFFSET.flags, 2);
  item.label = `Flags: 0x${flags.toString(16).padStart(3, '0')} (${tcpFlagsText(flags)})`;
  const bits = FLAGS.map(name => d.add(item, name, at + OFFSET.flags, 2));
  const letters = Array.from(FLAG_LETTERS, (letter, i) => ((flags >> (11 - i)) & 1 ? letter : '·')).join('');
  d.generated(item, 'tcp.flags.str', letters);
  noteConnection(d, bits, flags);
  d.add(tcp, 'tcp.window_size_value', at + OFFSET.window, 2);
}

/** What a person looks for first: connections that begin and end. */
function noteConnection(d: Dissection, bits: readonly TreeItem[], flags: number): void {
  const [reset, syn, fin] = bits.slice(-3) as [TreeItem, TreeItem, TreeItem];
  if ((flags & TCP_FLAG.syn) !== 0 && (flags & TCP_FLAG.ack) !== 0) {
    const message = `Connection establish acknowledge (SYN+ACK): server port ${d.srcPort}`;
    d.expert(syn, 'tcp.connection.synack', 'chat', message);
  } else if ((flags & TCP_FLAG.syn) !== 0) {
    d.expert(syn, 'tcp.connection.syn', 'chat', `Connection establish request (SYN): server port ${d.dstPort}`);
  }
  if ((flags & TCP_FLAG.fin) !== 0) d.expert(fin, 'tcp.connection.fin', 'chat', 'Connection finish (FIN)');
  if ((flags & TCP_FLAG.rst) !== 0) d.expert(reset, 'tcp.connection.rst', 'warning', 'Connection reset (RST)');
}

function addTcpChecksum(d: Dissection, tcp: TreeItem, at: number): void {
  const length = d.reported - at;
  const found = d.uint16(at + OFFSET.checksum);
  const pseudo = pseudoHeaderSum(d.srcAddress, d.dstAddress, IP_PROTOCOL.tcp, length);
  const computed = whyUnverified(d) ?? internetChecksum(d.bytes, at, length, pseudo);
  addChecksum(d, tcp, CHECKSUM_NAMES, at + OFFSET.checksum, computed, found === pseudo || d.openLength);
}

function addUrgentPointer(d: Dissection, tcp: TreeItem, at: number, flags: number): void {
  const item = d.add(tcp, 'tcp.urgent_pointer', at + OFFSET.urgentPointer, 2);
  if ((flags & URGENT) === 0 && d.uint16(at + OFFSET.urgentPointer) !== 0) {
    const message = 'The urgent pointer field is nonzero while the URG flag is not set';
    d.expert(item, 'tcp.urgent_pointer.non_zero', 'note', message);
  }
}

/** Without payload the segment still matters to those around it. */
function addPayload(d: Dissection, tcp: TreeItem, at: number, flags: number): void {
  if (at < d.end) d.add(tcp, (flags & TCP_FLAG.rst) !== 0 ? 'tcp.reset_cause' : 'tcp.payload', at, d.end - at);
  d.next('tcp', 0, at);
}
