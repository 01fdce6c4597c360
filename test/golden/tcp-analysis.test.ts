// Our analysis of TCP against what tshark 4.0 says of the same files, record by record and field by field: over the
// real captures, and over random segments that reach every verdict.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CaptureStore } from '../../main/store/capture-store.ts';
import { BIT, NO_FLOW } from '../../main/store/columns.ts';
import { TcpAnalysis } from '../../main/tables/tcp-analysis.ts';
import { TCP_ANALYSIS, TCP_RETRANSMITTED } from '../../main/tables/tcp-analysis-bits.ts';
import { udpStreams } from '../../main/tables/udp-streams.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { storeOf, storeOfFile } from '../build/stored.ts';
import { temporaryFolder, traffic } from '../build/traffic.ts';
import { hasTshark, tsharkFields } from '../build/tshark.ts';
import { randomTcp } from '../tables/random-tcp.ts';
import { sampled } from './sampled.ts';
import { tsharkCaptures } from './tshark-table.ts';

const VERDICTS = Object.keys(TCP_ANALYSIS) as readonly (keyof typeof TCP_ANALYSIS)[];
const NUMBERS = 'tcp.stream tcp.seq tcp.ack tcp.nxtseq udp.stream'.split(' ');
const AMOUNTS = 'duplicate_ack_num initial_rtt ack_rtt acks_frame bytes_in_flight'.split(' ');
const COMPARED = [...NUMBERS, ...[...VERDICTS, ...AMOUNTS].map(name => `tcp.analysis.${name}`)];
const PATH = 'frame.protocols';
/** Tells custom blocks of pcapng apart, which tshark shows as frames. */
const INFO = '_ws.col.Info';

type Values = Readonly<Record<string, string>>;

/** Seconds with nine decimals, as tshark writes durations. */
function seconds(nanos: number | undefined): string {
  if (nanos === undefined) return '';
  const digits = String(Math.abs(nanos)).padStart(10, '0');
  return `${nanos < 0 ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

const text = (value: number | undefined): string => (value === undefined ? '' : String(value));

function oursOf(store: CaptureStore): (row: number) => Values {
  const analysis = new TcpAnalysis(store.columns, store.flows);
  const udp = udpStreams(store.columns, store.flows);
  return row => {
    const acked = analysis.ackedRow(row);
    const bits = analysis.bits[row]!;
    const values: Record<string, string> = {
      'tcp.stream': text(analysis.stream(row)),
      'tcp.seq': text(analysis.relativeSeq(row)),
      'tcp.ack': text(analysis.relativeAck(row)),
      'tcp.nxtseq': text(analysis.nextSeq(row)),
      'udp.stream': text(udp(row)),
      'tcp.analysis.duplicate_ack_num': text(analysis.duplicateAckNum(row)),
      'tcp.analysis.initial_rtt': seconds(analysis.initialRtt(row)),
      'tcp.analysis.ack_rtt': seconds(analysis.ackRtt(row)),
      'tcp.analysis.acks_frame': acked === undefined ? '' : String(acked + 1),
      'tcp.analysis.bytes_in_flight': text(analysis.bytesInFlight(row)),
    };
    for (const verdict of VERDICTS) {
      const bit = verdict === 'retransmission' ? TCP_RETRANSMITTED : TCP_ANALYSIS[verdict];
      values[`tcp.analysis.${verdict}`] = (bits & bit) !== 0 ? 'yes' : '';
    }
    return values;
  };
}

/** tshark says nothing but that a verdict is there; once or twice. */
const isVerdict = (field: string): boolean => VERDICTS.some(verdict => field === `tcp.analysis.${verdict}`);

interface Difference {
  readonly record: number;
  readonly field: string;
  readonly tshark: string;
  readonly ours: string;
}

interface Compared {
  /** By field: values that are equal and not empty on both sides, and records that differ. */
  readonly equal: ReadonlyMap<string, number>;
  readonly different: readonly Difference[];
  /** Headers of TCP and UDP that tshark found where we do not look. */
  readonly elsewhere: number;
}

type Row = (field: string) => string;

const NETWORKS = new Set(['ip', 'ipv6']);
const first = (values: string): string => values.split('|')[0]!;

/** Whether tshark's TCP or UDP lies where we do not look: in a tunnel or an ICMP error, put together from fragments, or
 * behind a link that is not dissected. */
function isElsewhere(store: CaptureStore, row: number, path: readonly string[]): boolean {
  if (path.filter(layer => NETWORKS.has(layer)).length > 1 || store.columns.flow[row] === NO_FLOW) return true;
  return path.includes('ipv6.fraghdr') || path.includes('ipcomp') || (store.columns.bits[row]! & BIT.transport) === 0;
}

/** Numbers of streams in two countings: equal, or one to one where a stream elsewhere was counted as well. */
class Streams {
  readonly #pairs = new Map<string, string>();
  shifted = false;

  agree(protocol: string, theirs: string, ours: string): boolean {
    if (!this.shifted && theirs !== ours) return false;
    for (const pair of [[`${protocol} t ${theirs}`, ours] as const, [`${protocol} o ${ours}`, theirs] as const]) {
      if ((this.#pairs.get(pair[0]) ?? pair[1]) !== pair[1]) return false;
      this.#pairs.set(pair[0], pair[1]);
    }
    return true;
  }
}

function compare(store: CaptureStore, rows: readonly Row[]): Compared {
  const ours = oursOf(store);
  const equal = new Map<string, number>();
  const different: Difference[] = [];
  const streams = new Streams();
  let elsewhere = 0;
  for (let row = 0; row < Math.min(rows.length, store.columns.length); row++) {
    const theirs = rows[row]!;
    const values = ours(row);
    for (const protocol of ['tcp', 'udp']) {
      const stream = `${protocol}.stream`;
      if (theirs(stream).includes('|')) streams.shifted = true;
      const layers = theirs(PATH).split(':');
      if (layers.includes(protocol) && values[stream] === '' && isElsewhere(store, row, layers)) {
        elsewhere++;
        streams.shifted = true;
        continue;
      }
      for (const field of COMPARED) {
        if (!field.startsWith(protocol)) continue;
        const said = first(theirs(field));
        const same =
          field === stream && said !== '' && values[field] !== ''
            ? streams.agree(protocol, said, values[field]!)
            : (isVerdict(field) && said !== '' ? 'yes' : said) === values[field];
        if (!same) different.push({ record: row + 1, field, tshark: said, ours: values[field]! });
        else if (said !== '') equal.set(field, (equal.get(field) ?? 0) + 1);
      }
    }
  }
  return { equal, different, elsewhere };
}

const rowsOf = (path: string): readonly Row[] => {
  const fields = [PATH, INFO, ...COMPARED];
  const at = new Map(fields.map((field, i) => [field, i]));
  return tsharkFields(path, fields)
    .map(values => (field: string) => values[at.get(field)!] ?? '')
    .filter(row => !row(INFO).startsWith('Custom Block'));
};

const available = hasTshark();
/** Each seed is a run of tshark, so there is a limit. */
const SEEDS = Math.min(200, Number(process.env.FUZZ_ROUNDS ?? 3));

describe.runIf(available)('random segments against tshark (installed)', () => {
  const sum = new Map<string, number>();

  test.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('%i', seed => {
    const flows = Array.from({ length: 60 }, (_, n) => randomTcp(seed * 1000 + n, 80, `10.${seed}.0.${n}`, '10.9.9.9'));
    const records = flows.flat();
    const path = join(temporaryFolder(), 'random.pcap');
    writeFileSync(path, traffic(records));
    const { equal, different } = compare(storeOf(records), rowsOf(path));
    for (const [field, count] of equal) sum.set(field, (sum.get(field) ?? 0) + count);
    expect(different.slice(0, 20)).toEqual([]);
  });

  test('reached every verdict', () => {
    expect(VERDICTS.filter(verdict => !sum.has(`tcp.analysis.${verdict}`))).toEqual([]);
    console.log(`random segments against tshark, equal: ${JSON.stringify(Object.fromEntries(sum))}`);
  });
});

/** Where we differ from tshark: file, record (or every one), fields. The comment says why. */
const DIFFERENT: readonly (readonly [file: string, record: number | '*', fields: string])[] = [
  // Durations are exact below 2^53 ns (104 days): these lie between clocks that are 46 years apart. Times beyond the
  // year 2106 all count as the last moment that we can hold.
  ['pcapplusplus/Pcap++Test/PcapExamples/pcapng-example.pcapng', '*', 'tcp.analysis.ack_rtt tcp.analysis.initial_rtt'],
  [
    'pcapplusplus/Pcap++Test/PcapExamples/file_heuristics/pcapng-example.pcapng.zst',
    '*',
    'tcp.analysis.ack_rtt tcp.analysis.initial_rtt',
  ],
  // The options are cut: tshark gives up before it shows what its analysis found.
  ['tcpdump/beep-oobr.pcap', 2, 'tcp.analysis.bytes_in_flight'],
  // The segment before this one came as fragments, which tshark puts together.
  ['zeek/ipv4/fragmented-4.pcap', 6, 'tcp.seq tcp.nxtseq'],
  // A datagram with a length below 8, which tshark counts to no stream.
  ['arkime/arkime_synthetic.pcap', 818, 'udp.stream'],
  // HART-IP, SNMP and RTP announce one end of a conversation: tshark then takes any other end for the same stream.
  ['ics-security-tools/hart/hart_ip.pcap', '*', 'udp.stream'],
  ['kholia/SNMPv3/snmp_usm.pcap', '*', 'udp.stream'],
  ['ndpi/default/pcap/fuzz-2006-06-26-2594.pcap', '*', 'udp.stream'],
];

describe.runIf(available && hasShared())(
  'real captures against tshark (installed, and captures beside the checkout)',
  () => {
    const sum = new Map<string, number>();
    const found = new Set<(typeof DIFFERENT)[number]>();
    let elsewhere = 0;

    const listed = (file: string): boolean => DIFFERENT.some(([of]) => of === file);

    test.each(hasShared() ? sampled(tsharkCaptures(), listed) : [])('%s', async file => {
      const path = sharedPath(`captures/${file}`);
      const store = await storeOfFile(path);
      if (!store) return;
      const result = compare(store, rowsOf(path));
      for (const [field, count] of result.equal) sum.set(field, (sum.get(field) ?? 0) + count);
      elsewhere += result.elsewhere;
      const unexpected = result.different.filter(({ record, field }) => {
        const entry = DIFFERENT.find(
          ([of, at, fields]) => of === file && (at === '*' || at === record) && fields.split(' ').includes(field),
        );
        if (entry) found.add(entry);
        return entry === undefined;
      });
      expect(unexpected.slice(0, 20)).toEqual([]);
    });

    test('every listed difference is one', () => {
      expect(DIFFERENT.filter(entry => !found.has(entry))).toEqual([]);
    });

    afterAll(() => {
      console.log(
        `TCP against tshark: ${elsewhere} headers elsewhere; equal: ${JSON.stringify(Object.fromEntries(sum))}`,
      );
    });
  },
);
