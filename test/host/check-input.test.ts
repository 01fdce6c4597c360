import { describe, expect, it } from 'vitest';
import { checkBulkInput, checkInput, isBulkName, isCallName } from '../../main/host/check-input.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';

const page = { source: 0, offset: 0, limit: 100, direction: 'asc' as const };
const hosts = { ...page, sort: 'address' as const };
const timeline = { source: 0, pixels: 800, maxSeries: 8, bursts: DEFAULT_BURST_PARAMS };

function messageOf(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).kind).toBe('usage');
    return (error as ProblemError).message;
  }
  throw new Error('nothing was refused');
}

describe('checking inputs', () => {
  it('passes what the contract allows, unchanged', () => {
    const input = { ...hosts, range: { from: [1, 2] as const }, search: 'cam' };
    expect(checkInput('hosts', input)).toEqual(input);
    expect(checkInput('initial', null)).toBeNull();
    expect(checkInput('initial', undefined)).toBeNull();
    expect(checkBulkInput('timeline', timeline)).toEqual(timeline);
    const bursts = { ...DEFAULT_BURST_PARAMS, minPayload: 'auto', compat: 'notebook' };
    expect(checkBulkInput('timeline', { ...timeline, bursts })).toEqual({ ...timeline, bursts });
  });

  it.each([
    ['limit', () => checkInput('hosts', { ...hosts, limit: 1001 })],
    ['limit', () => checkInput('hosts', { ...hosts, limit: -1 })],
    ['offset', () => checkInput('hosts', { ...hosts, offset: 0.5 })],
    ['sort', () => checkInput('hosts', { ...hosts, sort: 'ports' })],
    ['source', () => checkInput('info', { source: '0' })],
    ['source', () => checkInput('info', {})],
    ['path', () => checkInput('open', { path: '' })],
    ['path', () => checkInput('open', { path: 'a\0b' })],
    ['path', () => checkInput('open', { path: 'a'.repeat(5000) })],
    ['range.from.1', () => checkInput('hosts', { ...hosts, range: { from: [1, 1_000_000_000] } })],
    ['range.to.0', () => checkInput('hosts', { ...hosts, range: { to: [Number.POSITIVE_INFINITY, 0] } })],
    ['maxNodes', () => checkInput('graph', { source: 0, maxNodes: 1e9, showHidden: false })],
    ['pixels', () => checkBulkInput('timeline', { ...timeline, pixels: 0 })],
    ['pixels', () => checkBulkInput('timeline', { ...timeline, pixels: 8193 })],
    [
      'bursts.minPayload',
      () => checkBulkInput('timeline', { ...timeline, bursts: { ...DEFAULT_BURST_PARAMS, minPayload: 'most' } }),
    ],
    [
      'bursts.gapNanos',
      () => checkBulkInput('timeline', { ...timeline, bursts: { ...DEFAULT_BURST_PARAMS, gapNanos: Number.NaN } }),
    ],
  ])('names the argument %s when it is wrong', (argument, check) => {
    expect(messageOf(check)).toContain(`argument ${argument}:`);
  });

  it('names the call, and arguments that nobody knows', () => {
    const message = messageOf(() => checkInput('info', { source: 0, secret: 1 }));
    expect(message).toBe('info: unknown argument secret.');
    expect(messageOf(() => checkInput('info', 'x'))).toMatch(/^info: .*object/);
  });

  it('knows its calls, and nothing of the prototype', () => {
    expect(isCallName('hosts')).toBe(true);
    expect(isCallName('toString')).toBe(false);
    expect(isCallName('__proto__')).toBe(false);
    expect(isCallName(3)).toBe(false);
    expect(isBulkName('timeline')).toBe(true);
    expect(isBulkName('hosts')).toBe(false);
  });
});
