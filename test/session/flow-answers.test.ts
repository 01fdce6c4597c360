// The command flows over logs and captures; its sums over the flow records of the study, against pandas' own grouping.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { traffic } from '../build/traffic.ts';
import { run } from '../host/cli/run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-flows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function flows(...args: readonly string[]): Promise<string> {
  const { status, out, err } = await run(['flows', ...args], startLocalEngine());
  expect([status, err]).toEqual([0, '']);
  return out;
}

describe('the command flows', () => {
  it('puts rows of a log together by flow, from either side', async () => {
    const path = join(folder, 'flows.csv');
    const row = (second: number, state: string, from: string, to: string): string =>
      `2024-04-18 23:59:${second},tcp,${state},${from},${to},100,7\n`;
    const [a, b] = ['10.0.0.1,4000', '10.0.0.2,443'];
    writeFileSync(
      path,
      row(10, 'closed', a, b) + row(20, 'closed', b, a) + row(30, 'reset', a, b) + row(40, 'new', a, '10.0.0.3,1'),
    );
    expect(await flows(path, '--rows')).toBe(
      'src,src_port,dst,dst_port,protocol,entries,states,closed,bytes_up,bytes_down,start_epoch,duration_s\n' +
        '10.0.0.1,4000,10.0.0.2,443,TCP,3,closed*2 reset,yes,207,114,1713484750.000000000,20.000000000\n' +
        '10.0.0.1,4000,10.0.0.3,1,TCP,1,new,no,100,7,1713484780.000000000,0.000000000\n',
    );
    const said = await flows(path);
    expect(said).toMatch(/More than one entry +1 \(50\.0 %\), at most 3\n/);
    expect(said).toMatch(/Closed +1 \(50\.0 %\) of the flows that say a state\n/);
  });

  it('takes connections of a capture as entries', async () => {
    const path = join(folder, 'flows.pcap');
    const ask = (at: string) => ({ at, src: '10.0.0.1', dst: '10.0.0.2', sport: 5, dport: 6, payload: 10 });
    writeFileSync(path, traffic([ask('1000.0'), ask('1001.0'), ask('2000.5')]));
    const rows = JSON.parse(await flows(path, '--json'));
    expect(rows).toMatchObject([
      { src: '10.0.0.1', dst_port: 6, entries: 2, states: 'new*2', closed: 'no', duration_s: 1000.5 },
    ]);
  });

  it.runIf(hasShared())(
    'comes to what pandas does over the flow records of the study (beside the checkout)',
    async () => {
      const said = await flows(sharedPath('datasets/flow-records/flows.csv'));
      expect(said).toContain('74,145 with 91,665 entries');
      expect(said).toContain('1,490 (2.01 %), at most 134');
      expect(said).toContain('31,658 (42.7 %) of the flows that say a state');
      expect(said).toContain(
        '57,521 (62.8 %) of the entries, in 40,666 (54.8 %) of the flows, the last of 40,357 (54.4 %)',
      );
      expect(said).toContain(
        '51.3 MB in all; a flow: least 0 B, median 88 B, mean 692 B, p95 2.03 kB, most 64.4 kB; 63 ',
      );
      expect(said).toContain(
        '199 MB in all; a flow: least 0 B, median 40 B, mean 2.69 kB, p95 2.53 kB, most 81.7 MB; 1,709 ',
      );
    },
  );
});
