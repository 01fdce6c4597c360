import { describe, expect, it, vi } from 'vitest';
import { createHandlers, type HostAnswers } from '../../main/host/handlers.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { fakeEngine, sourceInfo } from './fake-engine.ts';

const host = (): HostAnswers => ({
  initial: () => ({ paths: [], sample: 's', host: 'web' }),
  chooseCapture: () => ['/chosen.pcap'],
  recent: async () => ['/recent.pcap'],
  recentFilters: async () => ['tcp'],
  keepFilter: async () => null,
  export: () => null,
  saveFile: () => null,
  workspace: () => ({ path: '/a.pcap.burstscope.json', beside: true, workspace: null }),
  saveWorkspace: () => ({ path: '/a.pcap.burstscope.json', beside: true }),
  saveWorkspaceAs: () => null,
  chooseWorkspace: () => null,
  opened: vi.fn(),
});

describe('handlers', () => {
  it('sends session calls to the engine and host calls to the host', async () => {
    const engine = fakeEngine({ info: () => sourceInfo() });
    const { handle } = createHandlers(engine, host(), () => undefined);
    expect(await handle('info', { source: 1 })).toEqual(sourceInfo());
    expect(await handle('recent', null)).toEqual(['/recent.pcap']);
    expect(await handle('chooseCapture', null)).toEqual(['/chosen.pcap']);
    expect(engine.asked).toEqual([{ name: 'info', input: { source: 1 } }]);
  });

  it('asks nobody when the input is wrong', async () => {
    const engine = fakeEngine({ info: () => sourceInfo() });
    const { handle, handleBulk } = createHandlers(engine, host(), () => undefined);
    await expect(handle('info', { source: -1 })).rejects.toMatchObject({ kind: 'usage' });
    await expect(handle('format-disk', null)).rejects.toMatchObject({ kind: 'usage' });
    await expect(handle('constructor', null)).rejects.toMatchObject({ kind: 'usage' });
    await expect(handleBulk('timeline', {})).rejects.toMatchObject({ kind: 'usage' });
    await expect(handleBulk('info', { source: 1 })).rejects.toMatchObject({ kind: 'usage' });
    expect(engine.asked).toEqual([]);
  });

  it('lets no window name a path to write to', async () => {
    const engine = fakeEngine({ write: () => ({ rows: 1 }) });
    const { handle } = createHandlers(engine, host(), () => undefined);
    const request = { report: 'bursts', bursts: DEFAULT_BURST_PARAMS, by: 'pair' };
    await expect(handle('write', { source: 1, request, path: '/etc/passwd' })).rejects.toMatchObject({ kind: 'usage' });
    expect(engine.asked).toEqual([]);
  });

  it('remembers what was opened, and not what could not be', async () => {
    const answers = host();
    const engine = fakeEngine({
      open({ path }) {
        if (path === '/bad') throw new ProblemError('not-a-capture', 'no');
        return sourceInfo();
      },
    });
    const { handle } = createHandlers(engine, answers, () => undefined);
    await handle('open', { path: '/good' });
    await expect(handle('open', { path: '/bad' })).rejects.toMatchObject({ kind: 'not-a-capture', message: 'no' });
    expect(answers.opened).toHaveBeenCalledExactlyOnceWith({ path: '/good' });
  });

  it('turns a bug into a problem and keeps its stack for us', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const engine = fakeEngine({
      info() {
        throw new TypeError('x is undefined');
      },
    });
    const { handle } = createHandlers(engine, host(), () => undefined);
    const problem = await handle('info', { source: 1 }).catch((error: ProblemError) => error);
    expect(problem).toBeInstanceOf(ProblemError);
    expect((problem as ProblemError).kind).toBe('internal');
    expect(log.mock.calls[0]?.[0]).toBeInstanceOf(TypeError);
    log.mockRestore();
  });

  it('passes on the engine’s events until it is stopped', () => {
    const engine = fakeEngine({});
    const emit = vi.fn();
    const { stop } = createHandlers(engine, host(), emit);
    engine.say('changed', sourceInfo());
    stop();
    engine.say('changed', sourceInfo());
    expect(emit).toHaveBeenCalledExactlyOnceWith('changed', sourceInfo());
  });
});
