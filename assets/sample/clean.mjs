// Rewrites a nanosecond pcap as pcapng (draft-ietf-opsawg-pcapng, sections 4.1-4.3) with nothing of the machine in it.
//
// Bulk data is cut the way a "time machine" does: each direction of a flow keeps its first bytes whole and the
// rest of it headers only, so that names and hellos stay readable and the file stays small. Lengths are untouched.

const PCAP_MAGIC_NS = 0xa1b23c4d;
const [SECTION, INTERFACE, ENHANCED_PACKET] = [0x0a0d0d0a, 1, 6];
const [END, COMMENT, APPLICATION] = [0, 1, 4];
const [IF_NAME, IF_DESCRIPTION, IF_TSRESOL] = [2, 3, 9];
const ETHERNET = 1;

const WHOLE_BYTES = 6_000;
const CUT_LENGTH = 128;
const SNAP_LENGTH = 65_535;

/** The records of a pcap file with nanoseconds, as `tcpdump --time-stamp-precision=nano` writes it on this machine. */
export function readPcap(file) {
  if (file.length < 24 || file.readUInt32LE(0) !== PCAP_MAGIC_NS) {
    throw new Error('tcpdump wrote no nanosecond pcap file; run the script again with a newer tcpdump.');
  }
  const records = [];
  for (let at = 24; at + 16 <= file.length; ) {
    const captured = file.readUInt32LE(at + 8);
    if (at + 16 + captured > file.length) break;
    const time = BigInt(file.readUInt32LE(at)) * 1_000_000_000n + BigInt(file.readUInt32LE(at + 4));
    records.push({ time, length: file.readUInt32LE(at + 12), bytes: file.subarray(at + 16, at + 16 + captured) });
    at += 16 + captured;
  }
  return records;
}

/** Source and destination with ports of a TCP or UDP frame, as a key; undefined for anything else, which stays whole. */
function flowDirection(bytes) {
  const type = bytes.readUInt16BE(12);
  if (type === 0x0800 && (bytes[23] === 6 || bytes[23] === 17)) {
    const ports = 14 + (bytes[14] & 15) * 4;
    return bytes.toString('latin1', 26, 34) + bytes.toString('latin1', ports, ports + 4);
  }
  if (type === 0x86dd && (bytes[20] === 6 || bytes[20] === 17)) return bytes.toString('latin1', 22, 58);
  return undefined;
}

function cutBulk(records) {
  const seen = new Map();
  return records.map(record => {
    const key = flowDirection(record.bytes);
    if (key === undefined) return record;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + record.length);
    return before > WHOLE_BYTES ? { ...record, bytes: record.bytes.subarray(0, CUT_LENGTH) } : record;
  });
}

const padded = bytes => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

function option(code, value) {
  const bytes = Buffer.from(value);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(bytes.length, 2);
  return Buffer.concat([head, padded(bytes)]);
}

function block(type, ...parts) {
  const body = Buffer.concat(parts);
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32LE(type, 0);
  out.writeUInt32LE(out.length, 4);
  body.copy(out, 8);
  out.writeUInt32LE(out.length, out.length - 4);
  return out;
}

function sectionHeader(comment) {
  const fixed = Buffer.alloc(16, 0xff);
  fixed.writeUInt32LE(0x1a2b3c4d, 0);
  fixed.writeUInt16LE(1, 4);
  fixed.writeUInt16LE(0, 6);
  return block(SECTION, fixed, option(COMMENT, comment), option(APPLICATION, 'burstscope sample'), option(END, ''));
}

function interfaceDescription(name, description) {
  const fixed = Buffer.alloc(8);
  fixed.writeUInt16LE(ETHERNET, 0);
  fixed.writeUInt32LE(SNAP_LENGTH, 4);
  const options = [
    option(IF_NAME, name),
    option(IF_DESCRIPTION, description),
    option(IF_TSRESOL, [9]),
    option(END, ''),
  ];
  return block(INTERFACE, fixed, ...options);
}

function enhancedPacket({ time, length, bytes }) {
  const fixed = Buffer.alloc(20);
  fixed.writeUInt32LE(Number(time >> 32n), 4);
  fixed.writeUInt32LE(Number(time & 0xffffffffn), 8);
  fixed.writeUInt32LE(bytes.length, 12);
  fixed.writeUInt32LE(length, 16);
  return block(ENHANCED_PACKET, fixed, padded(bytes));
}

/** The pcapng file of a pcap file's records, in time order. */
export function cleanCapture(file) {
  const inOrder = readPcap(file).sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  return Buffer.concat([
    sectionHeader('A small home network, played by real programs in network namespaces. See assets/README.md.'),
    interfaceDescription('br-home', 'home bridge'),
    ...cutBulk(inOrder).map(enhancedPacket),
  ]);
}
