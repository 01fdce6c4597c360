// Real captures saved as a whole: the new file holds the same records, as our own reader has them and as tshark has.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { openFully } from '../build/traffic.ts';
import { hasTshark, tsharkFields } from '../build/tshark.ts';
import { sampled } from './sampled.ts';
import { tsharkCaptures } from './tshark-table.ts';

const REQUEST: ReportRequest = {
  report: 'packets',
  by: 'pair',
  bursts: DEFAULT_BURST_PARAMS,
  fields: [
    'number',
    'time',
    'captured_length',
    'original_length',
    'interface',
    'link_type',
    'ip.id',
    'tcp.seq_raw',
    'udp.checksum',
  ],
};

/** A few in `npm test`, all with `npm run fuzz`: each is written, read twice and shown to tshark. */
const chosen = (): readonly string[] => {
  const some = sampled(tsharkCaptures(), () => false);
  return process.env.FUZZ_ROUNDS ? some : some.filter((_, i) => i % 4 === 0);
};

describe.skipIf(!hasShared())('saved as pcapng (left out without the captures)', () => {
  it('all records are as they were', async () => {
    const left: string[] = [];
    let records = 0;
    for (const path of chosen()) {
      const opened = await openFully(sharedPath(`captures/${path}`)).catch(() => undefined);
      if (opened === undefined) continue;
      const { engine, source, folder, info } = opened;
      const out = join(folder, 'saved.pcapng');
      const saved = await engine.call('save', { source, path: out }).catch((error: Error) => error);
      if (saved instanceof Error) {
        left.push(`${path}: ${saved.message}`);
        continue;
      }
      const again = await openFully(out);
      const report = async (of: typeof opened, name: string): Promise<string> => {
        await of.engine.call('write', { source: of.source, path: join(folder, name), request: REQUEST });
        return readFileSync(join(folder, name), 'utf8');
      };
      expect(again.info.damage, path).toEqual([]);
      expect(await report(again, 'after.csv'), path).toBe(await report(opened, 'before.csv'));
      expect(again.info, path).toMatchObject({ commentedRecords: info.commentedRecords, names: info.names });
      if (hasTshark()) expect(tsharkFields(out, ['frame.number']).length, path).toBe(info.records);
      records += info.records;
      await engine.close();
      await again.engine.close();
    }
    // Only link types of snoop that capture formats have no number for.
    expect(left.filter(line => !line.includes('no capture format has a number'))).toEqual([]);
    // Something was compared.
    expect(records).toBeGreaterThan(100);
  }, 3_600_000);
});
