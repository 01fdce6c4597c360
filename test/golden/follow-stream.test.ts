// Followed streams against what tshark 4.0 prints of the same: raw, text and hex dump.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { followFlow, type StreamChunk } from '../../main/read/follow-stream.ts';
import { chunkBytes, chunkText, HexDump } from '../../main/read/follow-text.ts';
import type { CaptureStore } from '../../main/store/capture-store.ts';
import { BIT } from '../../main/store/columns.ts';
import { TcpAnalysis } from '../../main/tables/tcp-analysis.ts';
import { udpStreams } from '../../main/tables/udp-streams.ts';
import { recordsOf, recordsOfFile } from '../build/record-source.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { storeOf, storeOfFile } from '../build/stored.ts';
import { temporaryFolder, traffic } from '../build/traffic.ts';
import { type Followed, hasTshark, tsharkFollow } from '../build/tshark.ts';
import { randomTcp } from '../tables/random-tcp.ts';
import { tsharkCaptures, tsharkRows } from './tshark-table.ts';

const FORMS = ['raw', 'ascii', 'hex'] as const;
/** Flows of a protocol that are looked at in one capture: the first and the last. */
const FLOWS = 2;
const MOST_PAYLOAD = 2_000_000;
/** Frames in the tables that tell which captures hold streams inside of others. */
const FRAMES = 3_000;
const NETWORKS = new Set(['ip', 'ipv6']);

/** tshark takes datagrams of several flows for one stream there: SNMP announces one end of a conversation. */
const SHARED_STREAMS = 'kholia/SNMPv3/snmp_usm.pcap';

interface Candidate {
  readonly flow: number;
  readonly protocol: 'tcp' | 'udp';
  readonly stream: number;
}

/** Whether tshark counts the same streams: no tunnels, quoted headers or fragments, whose streams it counts as well. */
function countsAlike(store: CaptureStore, file: string): boolean {
  const rows = tsharkRows(file);
  if (file === SHARED_STREAMS || rows.length !== Math.min(FRAMES, store.columns.length)) return false;
  return rows.every((row, i) => {
    const path = row('frame.protocols')[0]?.split(':') ?? [];
    const isWhole = (store.columns.bits[i]! & BIT.transport) !== 0;
    return (
      path.filter(name => NETWORKS.has(name)).length < 2 &&
      isWhole === path.some(name => name === 'tcp' || name === 'udp')
    );
  });
}

/** Flows that are one stream and have payload. */
function candidates(store: CaptureStore, analysis: TcpAnalysis): readonly Candidate[] {
  const { columns } = store;
  const streamOf = { tcp: (row: number) => analysis.stream(row), udp: udpStreams(columns, store.flows) };
  return (['tcp', 'udp'] as const).flatMap(protocol => {
    const flows = new Map<number, { streams: Set<number>; payload: number }>();
    for (let row = 0; row < columns.length; row++) {
      const stream = streamOf[protocol](row);
      if (stream === undefined) continue;
      const flow = flows.get(columns.flow[row]!) ?? { streams: new Set(), payload: 0 };
      flows.set(columns.flow[row]!, flow);
      flow.streams.add(stream);
      flow.payload += columns.payloadLength[row]!;
    }
    const found = [...flows].filter(
      ([, { streams, payload }]) => streams.size === 1 && payload > 0 && payload < MOST_PAYLOAD,
    );
    const chosen = found.length <= FLOWS ? found : [found[0]!, found.at(-1)!];
    return chosen.map(([flow, { streams }]) => ({ flow, protocol, stream: [...streams][0]! }));
  });
}

/** Of the captures every third, which is enough to know; all of them when FUZZ_ROUNDS is set. */
const captures = (): readonly string[] =>
  hasShared() ? tsharkCaptures().filter((_, i) => i % 3 === 0 || process.env.FUZZ_ROUNDS !== undefined) : [];

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Our chunks as tshark prints them. */
function printed(chunks: readonly StreamChunk[], form: Followed['form']): string {
  const hex = new HexDump();
  return chunks
    .map(chunk => {
      if (form === 'hex') return hex.lines(chunk);
      const indent = chunk.fromClient ? '' : '\t';
      const bytes = chunkBytes(chunk);
      if (form === 'raw') return `${indent}${Buffer.from(bytes).toString('hex')}\n`;
      return `${indent}${bytes.length}\n${latin1(chunkText(chunk))}\n`;
    })
    .join('');
}

describe.runIf(hasTshark())('followed random segments against tshark (installed)', () => {
  test.each(Array.from({ length: Math.min(100, Number(process.env.FUZZ_ROUNDS ?? 2)) }, (_, i) => i + 1))(
    '%i',
    async seed => {
      const hosts = Array.from({ length: 40 }, (_, n) => `10.${seed & 255}.0.${n}`);
      const records = hosts.flatMap((host, n) => randomTcp(seed * 100 + n, 60, host, '10.255.255.1'));
      const path = join(temporaryFolder(), 'random.pcap');
      writeFileSync(path, traffic(records));
      const store = storeOf(records);
      const analysis = new TcpAnalysis(store.columns, store.flows);
      const wanted = Array.from(
        { length: analysis.streams },
        (_, stream) => ({ protocol: 'tcp', form: 'raw', stream }) as const,
      );
      const theirs = tsharkFollow(path, wanted);
      let holes = 0;
      for (let flow = 0; flow < store.flows.length; flow++) {
        const streams = new Set<number>();
        for (let row = 0; row < records.length; row++) {
          if (store.columns.flow[row] === flow) streams.add(analysis.stream(row)!);
        }
        const chunks: StreamChunk[] = [];
        for await (const some of followFlow(store, analysis, recordsOf(records), flow)) chunks.push(...some);
        holes += chunks.filter(chunk => chunk.missing > 0).length;
        expect(printed(chunks, 'raw')).toBe([...streams].map(stream => theirs[stream]).join(''));
      }
      expect(holes).toBeGreaterThan(0);
    },
  );
});

describe.runIf(hasTshark() && hasShared())(
  'followed flows against tshark (installed, and captures beside the checkout)',
  () => {
    const sum = { tcp: 0, udp: 0, captures: 0, chunks: 0, holes: 0 };

    test.each(captures())('%s', async file => {
      const path = sharedPath(`captures/${file}`);
      const store = await storeOfFile(path);
      if (!store) return;
      if (!store || !countsAlike(store, file)) return;
      const analysis = new TcpAnalysis(store.columns, store.flows);
      const chosen = candidates(store, analysis);
      if (chosen.length === 0) return;
      sum.captures++;
      const records = await recordsOfFile(path);
      const wanted = chosen.flatMap(({ protocol, stream }) => FORMS.map(form => ({ protocol, stream, form })));
      const theirs = tsharkFollow(path, wanted);
      for (const [i, { flow, protocol }] of chosen.entries()) {
        const chunks: StreamChunk[] = [];
        for await (const some of followFlow(store, analysis, records, flow)) chunks.push(...some);
        sum[protocol]++;
        sum.chunks += chunks.length;
        sum.holes += chunks.filter(chunk => chunk.missing > 0).length;
        for (const [k, form] of FORMS.entries()) {
          const said = theirs[i * FORMS.length + k]!;
          if (printed(chunks, form) !== said)
            expect({ flow, form, text: printed(chunks, form) }).toEqual({ flow, form, text: said });
        }
      }
    });

    afterAll(() => {
      console.log(`followed flows against tshark, equal: ${JSON.stringify(sum)}`);
    });
  },
);
