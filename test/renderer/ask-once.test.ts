// Panels that want the same answer at the same time.
import { describe, expect, it } from 'vitest';
import { askOnce } from '../../renderer/state/ask-once.ts';

describe('askOnce', () => {
  it('asks once while an answer is awaited, and again afterwards', async () => {
    let asked = 0;
    let answer: (value: number) => void = () => {};
    const ask = (): Promise<number> =>
      new Promise(resolve => {
        asked++;
        answer = resolve;
      });
    const both = [askOnce('overview', ask), askOnce('overview', ask)];
    void askOnce('graph', () => Promise.resolve(0));
    answer(7);
    expect(await Promise.all(both)).toEqual([7, 7]);
    expect(asked).toBe(1);
    const again = askOnce('overview', ask);
    answer(8);
    expect(await again).toBe(8);
    expect(asked).toBe(2);
  });

  it('fails for all who wait, and is asked anew', async () => {
    const fail = (): Promise<number> => Promise.reject(new Error('gone'));
    const both = await Promise.allSettled([askOnce('hosts', fail), askOnce('hosts', fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await askOnce('hosts', () => Promise.resolve(1))).toBe(1);
  });
});
