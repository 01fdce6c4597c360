import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recentFilters } from '../../main/host/recent-filters.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstscope-recent-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('filters that were in force', () => {
  it('are kept from one start to the next, newest first, each once, and not without end', async () => {
    const file = join(folder, 'below', 'filters.json');
    const kept = recentFilters(file);
    expect(await kept.recentFilters(null)).toEqual([]);
    for (let i = 0; i < 30; i++) await kept.keepFilter({ filter: `ip.ttl == ${i}` });
    await kept.keepFilter({ filter: 'ip.ttl == 20' });
    const again = await recentFilters(file).recentFilters(null);
    expect(again).toHaveLength(20);
    expect(again.slice(0, 2)).toEqual(['ip.ttl == 20', 'ip.ttl == 29']);
  });

  it('that cannot be read are none', async () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"not": "a list');
    expect(await recentFilters(file).recentFilters(null)).toEqual([]);
  });
});
