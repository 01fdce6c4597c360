// Records of raw IPv4 traffic as a test tells it, as a pcap file and as an open capture.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Engine } from '../../main/session/engine.ts';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { parseIpv4 } from '../../shared/net/address.ts';
import { parseSeconds } from '../../shared/unit/time.ts';
import { concat, numbers, pcapFile } from './pcap.ts';

export interface Sent {
  /** Seconds since the epoch as text, up to 9 decimals. */
  readonly at: string;
  readonly src: string;
  readonly dst: string;
  readonly sport?: number;
  readonly dport?: number;
  /** Bytes of payload. */
  readonly payload?: number;
  readonly protocol?: 'udp' | 'tcp' | 'icmp';
  readonly flags?: number;
  readonly seq?: number;
  readonly ack?: number;
  readonly window?: number;
  /** TCP options; a multiple of 4 bytes. */
  readonly options?: Uint8Array;
  /** Bytes of payload, in place of `payload` of them. */
  readonly data?: Uint8Array;
  /** Identification and fragment offset (units of 8 bytes) of a fragment. */
  readonly fragment?: { readonly id: number; readonly offset: number; readonly more: boolean };
}

const PROTOCOL = { icmp: 1, tcp: 6, udp: 17 } as const;

const tcpHeader = (sport: number, dport: number, seq: number, ack: number, flags: number, window: number) =>
  numbers(true, [2, sport], [2, dport], [4, seq], [4, ack], [2, flags], [2, window], [4, 0]);

/** One raw IPv4 packet. A fragment with an offset carries its payload alone. */
export function packet(sent: Sent): Uint8Array {
  const { protocol = 'udp', sport = 1000, dport = 2000, flags = 0x10, seq = 0, ack = 0, window = 1024 } = sent;
  const { fragment, options = new Uint8Array(0), data = new Uint8Array(sent.payload ?? 0).fill(0xee) } = sent;
  const payload = data.length;
  const later = (fragment?.offset ?? 0) > 0;
  const transport = later
    ? new Uint8Array(0)
    : {
        udp: () => numbers(true, [2, sport], [2, dport], [2, 8 + payload], [2, 0]),
        tcp: () => concat(tcpHeader(sport, dport, seq, ack, ((5 + options.length / 4) << 12) | flags, window), options),
        icmp: () => numbers(true, [1, 8], [1, 0], [2, 0], [2, sport], [2, 1]),
      }[protocol]();
  const length = 20 + transport.length + payload;
  const fragmentWord = fragment ? (fragment.more ? 0x2000 : 0) | fragment.offset : 0;
  return concat(
    numbers(
      true,
      [2, 0x4500],
      [2, length],
      [2, fragment?.id ?? 0],
      [2, fragmentWord],
      [1, 64],
      [1, PROTOCOL[protocol]],
      [2, 0],
    ),
    parseIpv4(sent.src)!,
    parseIpv4(sent.dst)!,
    transport,
    data,
  );
}

/** A nanosecond pcap of raw IPv4 (link type 101) with these packets. */
export const traffic = (records: readonly Sent[]): Uint8Array =>
  pcapFile({
    nanos: true,
    linkType: 101,
    records: records.map(sent => {
      const nanos = parseSeconds(sent.at)!;
      return {
        seconds: Number(nanos / 1_000_000_000n),
        fraction: Number(nanos % 1_000_000_000n),
        data: packet(sent),
      };
    }),
  });

export interface Opened {
  readonly engine: Engine;
  readonly info: SourceInfo;
  readonly source: number;
  readonly folder: string;
}

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'burstscope-test-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a file with the engine of this thread and waits until it is read. */
export async function openFully(path: string, folder = temporaryFolder()): Promise<Opened> {
  const engine = startLocalEngine();
  cleanups.push(() => engine.close());
  const loaded = new Promise<SourceInfo>(resolve => {
    engine.listen((name, event) => {
      if (name === 'changed' && 'state' in event && event.state !== 'loading') resolve(event as SourceInfo);
    });
  });
  const { source } = await engine.call('open', { path });
  return { engine, source, info: await loaded, folder };
}

/** Opens bytes as a capture. */
export function openBytes(bytes: Uint8Array, name = 'test.pcap'): Promise<Opened> {
  const folder = temporaryFolder();
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return openFully(path, folder);
}
