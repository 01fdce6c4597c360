import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { fakeLink, settle, sourceInfo } from './fake-link.ts';

const stored = new Map<string, string>();
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => stored.set(key, value),
});
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });

const fake = fakeLink();
let opening: typeof import('../../renderer/state/open-source.ts');
let useSource: typeof import('../../renderer/state/source.ts').useSource;
let useSelection: typeof import('../../renderer/state/selection.ts').useSelection;

beforeAll(async () => {
  opening = await import('../../renderer/state/open-source.ts');
  ({ useSource } = await import('../../renderer/state/source.ts'));
  ({ useSelection } = await import('../../renderer/state/selection.ts'));
  (await import('../../renderer/state/link.ts')).setLink(fake.link);
  void opening.startSource();
  fake.take('initial').resolve({ paths: [], sample: '/sample.pcapng', host: 'web' });
  await settle();
  fake.take('open').resolve(sourceInfo({ source: 99, path: '/sample.pcapng' }));
  await settle();
});

beforeEach(() => {
  fake.asked.length = 0;
});

async function open(info: SourceInfo): Promise<void> {
  const done = opening.openPath(info.path);
  fake.take('open').resolve(info);
  await done;
}

describe('opening a capture', () => {
  it('starts with the sample when no file was named', () => {
    expect(useSource.getState()).toMatchObject({ phase: 'open', path: '/sample.pcapng', samplePath: '/sample.pcapng' });
  });

  it('lets go of the capture before, and of its selection', async () => {
    await open(sourceInfo({ source: 1 }));
    useSelection.setState({ host: { id: 3, address: '192.0.2.1' } });
    fake.asked.length = 0;
    await open(sourceInfo({ source: 2, path: '/captures/two.pcap' }));
    expect(fake.take('close').input).toEqual({ source: 1 });
    expect(useSelection.getState().host).toBeNull();
    expect(useSource.getState().info?.source).toBe(2);
  });

  it('shows the one asked for last, whichever is answered last', async () => {
    const first = opening.openPath('/captures/slow.pcap');
    const second = opening.openPath('/captures/fast.pcap');
    const slow = fake.take('open');
    fake.take('open').resolve(sourceInfo({ source: 4, path: '/captures/fast.pcap' }));
    await second;
    slow.resolve(sourceInfo({ source: 3, path: '/captures/slow.pcap' }));
    await first;
    expect(useSource.getState()).toMatchObject({ phase: 'open', path: '/captures/fast.pcap' });
    expect(fake.asked.filter(call => call.name === 'close').map(call => call.input)).toContainEqual({ source: 3 });
  });

  it('keeps the capture before in reach when the next one fails', async () => {
    await open(sourceInfo({ source: 5 }));
    const failing = opening.openPath('/captures/noise.pcap');
    fake.take('open').reject(new ProblemError('not-a-capture', '/captures/noise.pcap is not a packet capture.'));
    await failing;
    expect(useSource.getState()).toMatchObject({
      phase: 'failed',
      problem: { message: '/captures/noise.pcap is not a packet capture.' },
    });
    opening.backToOpenSource();
    expect(useSource.getState()).toMatchObject({ phase: 'open', problem: null, path: '/captures/one.pcap' });
  });

  it('names an uploaded file as the user does, not as the host does', async () => {
    const failing = opening.openFiles([new File(['x'], 'mine.pcap')]);
    await settle();
    fake.take('open').reject(new ProblemError('not-a-capture', '/uploads/mine.pcap is not a packet capture.'));
    await failing;
    expect(useSource.getState().problem?.message).toBe('mine.pcap is not a packet capture.');
  });
});

describe('while loading', () => {
  it('takes what was said of the capture before its opening was answered', async () => {
    const done = opening.openPath('/captures/six.pcap');
    fake.emit('changed', sourceInfo({ source: 6, state: 'ready', records: 500 }));
    fake.take('open').resolve(sourceInfo({ source: 6, state: 'loading', records: 50 }));
    await done;
    expect(useSource.getState().info).toMatchObject({ records: 500, state: 'ready' });
  });

  it('asks the views again at the end at once, and does not listen to other captures', async () => {
    await open(sourceInfo({ source: 7, state: 'loading' }));
    const before = useSource.getState().version;
    fake.emit('changed', sourceInfo({ source: 8, state: 'ready', records: 1 }));
    expect(useSource.getState().version).toBe(before);
    fake.emit('changed', sourceInfo({ source: 7, state: 'ready', records: 900 }));
    expect(useSource.getState()).toMatchObject({ version: before + 1, info: { records: 900 }, progress: null });
  });
});
