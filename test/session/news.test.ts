// How often views are told of new records while a source loads.
import { describe, expect, it } from 'vitest';
import { News } from '../../main/session/news.ts';

/** The rows at which views are told, of a file of 1,000 blocks that is read in `millis`. */
function told(rows: number, millis: number, { size = 1000 }: { size?: number } = {}): number[] {
  const news = new News(0);
  news.begin(rows / 1000);
  const times: number[] = [];
  for (let block = 2; block <= 1000; block++) {
    const there = (rows * block) / 1000;
    if (news.isDue((millis * block) / 1000, there, block, size)) times.push(there);
  }
  return times;
}

describe('News', () => {
  it('are told at most each 300 ms', () => {
    expect(told(1e6, 290)).toEqual([]);
  });

  it('are told when there are four times as many rows, but not in the last half', () => {
    const times = told(1e7, 3000);
    expect(times).toEqual([1e6, 4e6]);
    expect(told(1e7, 9000)).toEqual([340_000, 1_360_000]);
  });

  it('go on where the size is not known', () => {
    expect(told(1e7, 9000, { size: 0 })).toEqual([340_000, 1_360_000, 5_440_000]);
  });

  it('are told every 10 s where reading is slow', () => {
    expect(told(1000, 60_000).at(-1)).toBeGreaterThan(800);
    expect(told(1000, 60_000).length).toBeLessThan(9);
  });
});
