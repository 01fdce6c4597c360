import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLOW_LOGS, flowLogKind } from '../../main/logs/flow-log-kind.ts';
import { FLOW_STATES, FlowRow } from '../../main/logs/flow-row.ts';
import { LineSplitter } from '../../main/logs/line-splitter.ts';
import type { FlowLogFormat } from '../../shared/model/source.ts';
import { addressText } from '../../shared/net/address.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';

const encoder = new TextEncoder();

interface Read {
  readonly rows: {
    time: string;
    src: string;
    dst: string;
    ports: string;
    protocol: number;
    state: string | undefined;
    up: number;
    down: number;
  }[];
  readonly bad: [line: number, reason: string][];
}

/** Reads a text in pieces of `size` bytes. */
function read(bytes: Uint8Array, kind: FlowLogFormat, size = 65_536): Read {
  const result: Read = { rows: [], bad: [] };
  const row = new FlowRow();
  const reader = FLOW_LOGS[kind].reader();
  const lines = new LineSplitter((line, at, end, number) => {
    const reason = reader(line, at, end, row);
    if (reason) result.bad.push([number, reason]);
    if (reason !== null) return;
    result.rows.push({
      time: `${row.seconds}.${String(row.nanos).padStart(9, '0')}`,
      src: addressText(row.src.subarray(0, row.srcLength)),
      dst: addressText(row.dst.subarray(0, row.dstLength)),
      ports: `${row.srcPort} ${row.dstPort}`,
      protocol: row.protocol,
      state: FLOW_STATES[row.state],
      up: row.bytesUp,
      down: row.bytesDown,
    });
  });
  for (let at = 0; at < bytes.length; at += size) lines.append(bytes.subarray(at, at + size));
  lines.finish();
  return result;
}

const readText = (text: string, kind: FlowLogFormat, size?: number): Read => read(encoder.encode(text), kind, size);

const CONVERSATION =
  '172.70.38.138 64.225.56.201 6 21052 80 1026 736 7 7 2024-04-18-23:59:44.962686 2024-04-19-00:00:49.985391 1 2';
const RECORD = '2024-04-18 23:59:44,tcp,closed,172.70.38.138,21052,64.225.56.201,80,736,1026';
const ROW = { src: '172.70.38.138', dst: '64.225.56.201', ports: '21052 80', protocol: 6, up: 736, down: 1026 };
const ZEEK = [
  '#separator \\x09',
  '#unset_field\t-',
  '#fields\t_node_name\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\tconn_state\torig_ip_bytes\tresp_ip_bytes',
  'w-1\t1713484784.962686\t172.70.38.138\t21052\t64.225.56.201\t80\ttcp\t65.022705\tSF\t736\t1026',
  'w-1\t1713484785.5\tfe80::1\t1\tff02::2\t2\tudp\t-\tS0\t-\t-',
].join('\n');

describe('logs of flows', () => {
  it('of conversations: the bytes that the source sent stand behind those that it received', () => {
    expect(readText(`${CONVERSATION}\r\n\n`, 'conversations')).toEqual({
      rows: [{ ...ROW, time: '1713484784.962686000', state: undefined }],
      bad: [],
    });
  });

  it('of flow records', () => {
    expect(readText(RECORD, 'flow-records').rows).toEqual([{ ...ROW, time: '1713484784.000000000', state: 'closed' }]);
  });

  it('of Zeek, by the names of the columns, what is not set left open', () => {
    const { rows, bad } = readText(ZEEK, 'zeek');
    expect(bad).toEqual([]);
    expect(rows[0]).toEqual({ ...ROW, time: '1713484784.962686000', state: 'closed' });
    expect(rows[1]).toMatchObject({ src: 'fe80::1', dst: 'ff02::2', protocol: 17, state: 'new', up: Number.NaN });
  });

  it('of Zeek as JSON, times to the last digit', () => {
    const entry = {
      ts: 1713484784.962686,
      'id.orig_h': '172.70.38.138',
      'id.orig_p': 21052,
      'id.resp_h': '64.225.56.201',
      'id.resp_p': 80,
      proto: 'tcp',
      conn_state: 'SF',
      orig_ip_bytes: 736,
      resp_ip_bytes: 1026,
    };
    const exact = JSON.stringify(entry).replace('1713484784.962686', '1713484784.962686001');
    const iso = JSON.stringify({ ...entry, ts: '2024-04-18T23:59:44.962686Z' });
    const { rows } = readText(`${exact}\n${iso}\n`, 'zeek-json');
    expect(rows).toEqual([
      { ...ROW, time: '1713484784.962686001', state: 'closed' },
      { ...ROW, time: '1713484784.962686000', state: 'closed' },
    ]);
  });

  it('say of every line that they cannot read which cell is wrong', () => {
    const broken = CONVERSATION.replace('2024-04-18-23:59:44.962686', '13:53.45.8680');
    expect(readText(`${broken}\n${CONVERSATION} 3\n${CONVERSATION}`, 'conversations').bad).toEqual([
      [1, 'column 10, "13:53.45.8680", is no time'],
      [2, 'it has 14 columns and not 13'],
    ]);
    expect(readText(RECORD.replace(',80,', ',80000,'), 'flow-records').bad).toEqual([
      [1, 'column 7, "80000", is no port'],
    ]);
    expect(readText('1\t2\n#fields\tts\n1\t2', 'zeek').bad).toEqual([
      [1, 'the line #fields, which names the columns, is missing before it'],
      [3, 'the log has no column id.orig_h, id.orig_p, id.resp_h, id.resp_p'],
    ]);
    expect(readText('{"ts":1', 'zeek-json').bad).toEqual([[1, 'it is no JSON']]);
    expect(readText('{"ts":1}', 'zeek-json').bad).toEqual([[1, 'it has no member "id.orig_h" that is an address']]);
  });

  it('are told by their first lines, were the first one broken', () => {
    const kindOf = (text: string) => flowLogKind(encoder.encode(text));
    expect(kindOf(`x\n${CONVERSATION}\n`)).toBe('conversations');
    expect(kindOf(RECORD)).toBe('flow-records');
    expect(kindOf(ZEEK)).toBe('zeek');
    expect(kindOf('a,b,c,d,e,f,g,h,i')).toBeUndefined();
    expect(kindOf('')).toBeUndefined();
  });

  it('read the same whatever the size of the pieces', () => {
    const text = `${CONVERSATION}\n${CONVERSATION.replace('6 21052', '17 21053')}\n`;
    const whole = readText(text, 'conversations');
    for (let size = 1; size < 40; size++) expect(readText(text, 'conversations', size)).toEqual(whole);
  });

  it('take any bytes without a throw, and account for every line', () => {
    const kinds = Object.keys(FLOW_LOGS) as FlowLogFormat[];
    const mutated = fc.tuple(fc.constantFrom(CONVERSATION, RECORD, ZEEK), fc.nat(400), fc.uint8Array({ maxLength: 6 }));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated), fc.constantFrom(...kinds), (input, kind) => {
        const bytes =
          input instanceof Uint8Array
            ? input
            : Uint8Array.from([
                ...encoder.encode(input[0]).subarray(0, input[1]),
                ...input[2],
                ...encoder.encode(input[0]).subarray(input[1]),
              ]);
        const { rows, bad } = read(bytes, kind);
        for (const { time } of rows) expect(Number(time)).toBeLessThan(2 ** 32);
        for (const [, reason] of bad) expect(reason.length).toBeGreaterThan(5);
      }),
      { numRuns: 500 },
    );
  });
});

describe.runIf(hasShared())('real logs (beside the checkout)', () => {
  const pair = ({ src, dst }: { src: string; dst: string }) => src === '73.54.23.243' && dst === '64.225.56.201';
  const gapsOf = (times: readonly number[]) => {
    const sorted = [...times].sort((a, b) => a - b);
    const gaps = sorted.slice(1).map((t, i) => t - sorted[i]!);
    const mean = gaps.reduce((a, b) => a + b) / gaps.length;
    return { n: times.length, mean, sd: Math.sqrt(gaps.reduce((a, g) => a + (g - mean) ** 2, 0) / (gaps.length - 1)) };
  };

  it('the conversation log holds the beacon of the study', () => {
    const { rows, bad } = read(readFileSync(sharedPath('datasets/conversation-log/real.txt')), 'conversations');
    expect([rows.length, bad]).toEqual([105_918, []]);
    const { n, mean, sd } = gapsOf(rows.filter(pair).map(row => Number(row.time)));
    expect(n).toBe(951);
    expect(mean).toBeCloseTo(272.4775, 4);
    expect(sd).toBeCloseTo(44.3282, 4);
  });

  it("Zeek's logs of the same days hold it too", () => {
    const folder = sharedPath('datasets/flow-records/zeek-missing-host');
    const times = (log: string): number[] =>
      readdirSync(folder).flatMap(day =>
        readdirSync(`${folder}/${day}`)
          .filter(file => file.startsWith(log))
          .flatMap(file => {
            const { rows, bad } = read(gunzipSync(readFileSync(`${folder}/${day}/${file}`)), 'zeek');
            expect(bad).toEqual([]);
            return rows.filter(pair).map(row => Number(row.time));
          }),
      );
    expect(gapsOf(times('conn.')).n).toBe(951);
    const http = gapsOf(times('http.'));
    expect(http.n).toBe(950);
    expect(http.mean).toBeCloseTo(272.7646, 4);
    expect(http.sd).toBeCloseTo(44.0187, 4);
  });

  it('flow records', () => {
    const { rows, bad } = read(readFileSync(sharedPath('datasets/flow-records/flows.csv')), 'flow-records');
    expect([rows.length, bad]).toEqual([91_665, []]);
  });
});
