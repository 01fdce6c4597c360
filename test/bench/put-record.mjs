// Bytes of the benchmark's captures: pcap (draft-ietf-opsawg-pcap), Ethernet, IPv4, TCP with timestamps, UDP, and the
// first bytes of a payload. Checksums of TCP and UDP are left to the card, as where segments are offloaded.
import { seeded } from './event-queue.mjs';

const RECORD_HEADER = 16;
const ETHERNET = 14;
const IPV4 = 20;
const TCP = 32;
const UDP = 8;

/** Bytes of a frame before its payload. */
export const HEADERS = { tcp: ETHERNET + IPV4 + TCP, udp: ETHERNET + IPV4 + UDP };
export const LARGEST_RECORD = RECORD_HEADER + 1514;

const random = seeded(1);
const CONTENT = Buffer.from(Array.from({ length: 65_536 }, () => Math.floor(random() * 256)));

/** Answers with the offset behind it, as putRecord does. */
export function putFileHeader(block) {
  block.writeUInt32LE(0xa1b2c3d4, 0);
  block.writeUInt16LE(2, 4);
  block.writeUInt16LE(4, 6);
  block.writeUInt32LE(262_144, 16);
  block.writeUInt32LE(1, 20);
  return 24;
}

/** Bytes of the record whose header is at `at`. */
export const recordLength = (bytes, at) => RECORD_HEADER + bytes.readUInt32LE(at + 8);

/** Writes the flow's next record: `size` bytes of payload, at `micros` since the epoch. */
export function putRecord(block, start, flow, fromServer, size, micros) {
  const { tcp, port } = flow.kind;
  const headers = HEADERS[tcp ? 'tcp' : 'udp'];
  const length = headers + size;
  const seconds = Math.floor(micros / 1e6);
  block.writeUInt32LE(seconds, start);
  block.writeUInt32LE(micros - seconds * 1e6, start + 4);
  block.writeUInt32LE(length, start + 8);
  block.writeUInt32LE(length, start + 12);
  const at = start + RECORD_HEADER;
  block.fill(0, at, at + headers);
  const [src, dst] = fromServer ? [flow.server, flow.client] : [flow.client, flow.server];
  const [srcPort, dstPort] = fromServer ? [port, flow.clientPort] : [flow.clientPort, port];
  putMac(block, at, dst);
  putMac(block, at + 6, src);
  block.writeUInt16BE(0x0800, at + 12);
  const ip = at + ETHERNET;
  block[ip] = 0x45;
  block.writeUInt16BE(length - ETHERNET, ip + 2);
  block.writeUInt16BE(flow.sent & 0xffff, ip + 4);
  block.writeUInt16BE(0x4000, ip + 6);
  block[ip + 8] = fromServer ? 57 : 64;
  block[ip + 9] = tcp ? 6 : 17;
  block.writeUInt32BE(src, ip + 12);
  block.writeUInt32BE(dst, ip + 16);
  block.writeUInt16BE(headerChecksum(block, ip), ip + 10);
  const transport = ip + IPV4;
  block.writeUInt16BE(srcPort, transport);
  block.writeUInt16BE(dstPort, transport + 2);
  if (tcp) putTcp(block, transport, flow, fromServer ? 1 : 0, size, micros);
  else block.writeUInt16BE(UDP + size, transport + 4);
  const from = (flow.clientPort * 31 + flow.sent * 17) % (CONTENT.length - size);
  CONTENT.copy(block, at + headers, from, from + size);
  if (port === 443 && size > 20) putStart(block, at + headers, tcp, size);
  return at + length;
}

function putTcp(block, at, flow, side, size, micros) {
  const opening = flow.sent === 0;
  const last = flow.left === 1;
  block.writeUInt32BE(flow.seq[side], at + 4);
  if (!opening) block.writeUInt32BE(flow.seq[1 - side], at + 8);
  block[at + 12] = TCP << 2;
  block[at + 13] = opening ? 0x02 : last ? 0x11 : size > 0 ? 0x18 : 0x10;
  block.writeUInt16BE(501, at + 14);
  block.writeUInt32BE(0x0101080a, at + 20);
  block.writeUInt32BE(Math.floor(micros / 1000) >>> 0, at + 24);
  flow.seq[side] = (flow.seq[side] + size + (opening || last ? 1 : 0)) >>> 0;
}

/** A TLS application record, or a QUIC packet with a short header. */
function putStart(block, at, tcp, size) {
  if (!tcp) {
    block[at] = 0x40 | (block[at] & 0x3f);
    return;
  }
  block.writeUInt16BE(0x1703, at);
  block[at + 2] = 3;
  block.writeUInt16BE(size - 5, at + 3);
}

function putMac(block, at, address) {
  block.writeUInt16BE(0x0200, at);
  block.writeUInt32BE(address, at + 2);
}

/** RFC 791 section 3.1; the field itself is still 0. */
function headerChecksum(block, at) {
  let sum = 0;
  for (let i = 0; i < IPV4; i += 2) sum += block.readUInt16BE(at + i);
  sum = (sum & 0xffff) + (sum >>> 16);
  return ~(sum + (sum >>> 16)) & 0xffff;
}
