import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdSources } from '../../../main/host/web/held-sources.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function held() {
  const closed: number[] = [];
  return { closed, sources: holdSources<string>(source => closed.push(source), 1000) };
}

describe('a source of the browser host', () => {
  it('is closed when the last window that looked at it is gone for a while', () => {
    const { closed, sources } = held();
    sources.note('one', 'open', { path: 'a' }, { source: 1 });
    sources.note('two', 'info', { source: 1 }, { source: 1 });
    sources.leave('one');
    vi.advanceTimersByTime(5000);
    expect(closed).toEqual([]);
    sources.leave('two');
    vi.advanceTimersByTime(999);
    expect(closed).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(closed).toEqual([1]);
  });

  it('stays open for a page that is loaded again', () => {
    const { closed, sources } = held();
    sources.note('before', 'open', {}, { source: 1 });
    sources.leave('before');
    vi.advanceTimersByTime(500);
    sources.note('after', 'info', { source: 1 }, { source: 1 });
    vi.advanceTimersByTime(5000);
    expect(closed).toEqual([]);
  });

  it('is not closed twice, nor once the host ends', () => {
    const { closed, sources } = held();
    sources.note('one', 'open', {}, { source: 1 });
    sources.note('one', 'open', {}, { source: 2 });
    sources.note('one', 'close', { source: 1 }, null);
    sources.leave('one');
    sources.stop();
    vi.advanceTimersByTime(5000);
    expect(closed).toEqual([]);
  });

  it('takes no notice of answers that are about none', () => {
    const { closed, sources } = held();
    sources.note('one', 'hosts', { source: 3 }, { total: 0, rows: [] });
    sources.note('one', 'open', null, null);
    sources.leave('one');
    vi.advanceTimersByTime(5000);
    expect(closed).toEqual([]);
  });
});
