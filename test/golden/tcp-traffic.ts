// Connections over which DNS messages are sent, in segments that are cut anywhere, come twice, late, or never.
import { ascii, concat, ethernet, ipv4, tcp, u16, zeros } from '../build/packet.ts';
import type { PcapRecord } from '../build/pcap.ts';
import { randomFrom } from '../decode/mutate.ts';

const FLAG = { syn: 2, ack: 16, fin: 1 } as const;
const SERVER = 53;

/** A question of about `length` bytes behind its length. */
function question(id: number, length: number): Uint8Array {
  const labels = Array.from({ length: Math.max(1, Math.min(3, length >> 6)) }, (_, i) => {
    const text = `n${id}x${i}`.padEnd(Math.min(63, Math.max(6, length >> 2)), 'a');
    return concat(Uint8Array.of(text.length), ascii(text));
  });
  const message = concat(u16(id), u16(0x0100), u16(1), zeros(6), ...labels, zeros(1), u16(1), u16(1));
  return concat(u16(message.length), message);
}

interface Sent {
  readonly time: number;
  readonly data: Uint8Array;
}

/** One connection from port `src`: its records with their times in milliseconds. */
function connection(src: number, random: () => number): Sent[] {
  const below = (limit: number): number => Math.floor(random() * limit);
  const sent: Sent[] = [];
  let now = below(1000);
  const first = random() < 0.2 ? 0xffffff00 : below(0x7fffffff);
  const put = (flags: number, seq: number, payload = zeros(0), at = now): void => {
    const segment = tcp({ src, dst: SERVER, flags, seq: seq >>> 0, payload });
    sent.push({ time: at, data: ethernet(0x0800, ipv4({ protocol: 6, payload: segment })) });
  };
  if (random() < 0.8) put(FLAG.syn, first - 1);
  const stream = concat(...Array.from({ length: 12 }, (_, i) => question(src + i, 20 + below(300))));
  for (let at = 0; at < stream.length; ) {
    now += 1 + below(20);
    const end = Math.min(stream.length, at + (at === 0 ? 2 : 1) + below(random() < 0.3 ? 20 : 400));
    const segment = stream.slice(at, end);
    // What a stream speaks is seen from its first bytes: they come first.
    const chance = at === 0 ? 0.5 : random();
    if (chance < 0.05) put(FLAG.ack, first + at, segment, now + 2 + below(60));
    else if (chance < 0.95) put(FLAG.ack, first + at, segment);
    if (random() < 0.08) put(FLAG.ack, first + at, segment, now + 1 + below(40));
    if (random() < 0.05) put(FLAG.ack, first + at, stream.slice(at, Math.min(stream.length, end + 30)), now + 1);
    at = end;
  }
  now += 100;
  put(FLAG.ack | FLAG.fin, first + stream.length);
  return sent;
}

/** Records of several connections at once, in order of time. */
export function segmentsOfDns(seed: number): PcapRecord[] {
  const random = randomFrom(seed);
  const sent = Array.from({ length: 10 }, (_, i) => connection(30_000 + i * 64, random)).flat();
  sent.sort((a, b) => a.time - b.time);
  return sent.map(({ time, data }) => ({
    seconds: 1_000_000 + Math.floor(time / 1000),
    fraction: (time % 1000) * 1000,
    data,
  }));
}
