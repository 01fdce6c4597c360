// Several files as one source: what is known of it, and reports that read the records of all files again.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { epb, idb, pcapngFile, shb } from '../build/pcapng.ts';
import { packet, temporaryFolder } from '../build/traffic.ts';

const SECONDS = [
  [1, 4, 6, 9],
  [2, 4, 5],
] as const;

/** Raw IP records at these seconds; the last byte of the sender's address says which file they are of. */
const file = (k: number): Uint8Array =>
  pcapngFile([
    shb(),
    idb({ linkType: 101, name: `if${k}` }),
    ...SECONDS[k]!.map(s =>
      epb({
        ticks: BigInt(s) * 1_000_000n,
        data: packet({ at: String(s), src: `10.0.0.${k + 1}`, dst: '10.0.0.9', payload: 400 }),
      }),
    ),
  ]);

async function openTwo(pack: (content: Uint8Array) => Uint8Array) {
  const folder = temporaryFolder();
  const paths = [0, 1].map(k => join(folder, `${k}.pcapng`)) as [string, string];
  for (const [k, path] of paths.entries()) writeFileSync(path, pack(file(k)));
  const engine = startLocalEngine();
  const loaded = new Promise<SourceInfo>(resolve => {
    engine.listen((name, event) => {
      if (name === 'changed' && 'state' in event && event.state !== 'loading') resolve(event as SourceInfo);
    });
  });
  const { source } = await engine.call('open', { path: paths[0], more: [paths[1]] });
  const info = await loaded;
  const request: ReportRequest = {
    report: 'packets',
    by: 'pair',
    bursts: DEFAULT_BURST_PARAMS,
    fields: ['number', 'time_epoch', 'interface', 'ip.src'],
  };
  const report = async (over: Partial<ReportRequest> = {}): Promise<string[]> => {
    const path = join(folder, 'out.csv');
    await engine.call('write', { source, path, request: { ...request, ...over } });
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(1);
  };
  return { engine, info, paths, report };
}

it.each([
  ['plain', (content: Uint8Array) => content],
  ['compressed', (content: Uint8Array) => new Uint8Array(gzipSync(content))],
] as const)('%s files are one source in the order of time', async (_, pack) => {
  const { engine, info, report } = await openTwo(pack);
  expect(info).toMatchObject({ name: '0.pcapng and 1 more', records: 7, hosts: 3, outOfOrder: 0, damage: [] });
  expect(info.files.map(({ name }) => name)).toEqual(['0.pcapng', '1.pcapng']);
  expect(info.interfaces.map(({ name, file: of }) => [name, of])).toEqual([
    ['if0', 0],
    ['if1', 1],
  ]);
  const rows = await report();
  const times = ['1', '2', '4', '4', '5', '6', '9'];
  const files = [0, 1, 0, 1, 1, 0, 0];
  expect(rows).toEqual(times.map((s, i) => `${i + 1},${s}.000000000,if${files[i]},10.0.0.${files[i]! + 1}`));
  expect(await report({ range: { from: [4, 0], to: [6, 0] } })).toEqual(rows.slice(2, 5));
  await engine.close();
});

it('a report says which of the files has changed', async () => {
  const { engine, paths, report } = await openTwo(content => content);
  writeFileSync(paths[1], file(0));
  await expect(report()).rejects.toMatchObject({ kind: 'unreadable', message: expect.stringContaining(paths[1]) });
  await engine.close();
});
