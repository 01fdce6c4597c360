import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchBulk, problemOfResponse } from '../../renderer/link/bulk.ts';
import { electronLink } from '../../renderer/link/electron-link.ts';
import { createEventHub } from '../../renderer/link/event-hub.ts';
import { socketLink } from '../../renderer/link/socket-link.ts';
import { encodeFrame } from '../../shared/contract/frame.ts';

class FakeSocket {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readonly sent: { id: number; call: string; input: unknown }[] = [];
  readyState = 0;
  onopen = () => {};
  onclose = () => {};
  onmessage = (_event: { data: string }) => {};

  constructor(readonly url: string) {
    FakeSocket.made.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  open(): void {
    this.readyState = 1;
    this.onopen();
  }

  close(): void {
    this.readyState = 3;
    this.onclose();
  }

  say(message: unknown): void {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('location', { host: '127.0.0.1:1234' });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the link over a WebSocket', () => {
  it('brings the token, sends what was asked before it was open, and matches answers by number', async () => {
    const link = socketLink('a+b');
    const recent = link.call('recent', null);
    const info = link.call('info', { source: 3 });
    const [socket] = FakeSocket.made;
    expect(socket!.url).toBe('ws://127.0.0.1:1234/socket?token=a%2Bb');
    expect(socket!.sent).toEqual([]);
    socket!.open();
    expect(socket!.sent.map(({ call, input }) => [call, input])).toEqual([
      ['recent', null],
      ['info', { source: 3 }],
    ]);
    const [first, second] = socket!.sent;
    socket!.say({ id: second!.id, problem: { kind: 'no-such-source', message: 'There is no source 3.' } });
    socket!.say({ id: first!.id, result: ['/a.pcap'] });
    await expect(recent).resolves.toEqual(['/a.pcap']);
    await expect(info).rejects.toMatchObject({ kind: 'no-such-source', message: 'There is no source 3.' });
  });

  it('passes events on, and drops those it does not know', () => {
    const link = socketLink('t');
    const heard = vi.fn();
    const stop = link.on('openPaths', heard);
    const [socket] = FakeSocket.made;
    socket!.open();
    socket!.say({ event: 'constructor', payload: {} });
    socket!.say({ event: 'openPaths', payload: { paths: ['/x'] } });
    stop();
    socket!.say({ event: 'openPaths', payload: { paths: ['/y'] } });
    expect(heard.mock.calls).toEqual([[{ paths: ['/x'] }]]);
  });

  it('fails what was asked when the connection is lost, says so, and connects again', async () => {
    const link = socketLink('t');
    const connection: boolean[] = [];
    link.onConnection(connected => connection.push(connected));
    FakeSocket.made[0]!.open();
    const asked = link.call('recent', null);
    FakeSocket.made[0]!.close();
    await expect(asked).rejects.toMatchObject({ message: expect.stringContaining('connection') });
    await expect(link.call('recent', null)).rejects.toThrow();
    vi.advanceTimersByTime(300);
    expect(FakeSocket.made).toHaveLength(2);
    FakeSocket.made[1]!.open();
    expect(connection).toEqual([true, false, true]);
  });
});

describe('the link to Electron', () => {
  it('turns problems back into what is thrown', async () => {
    const bridge = {
      call: async (name: string) =>
        name === 'recent' ? { result: [] } : { problem: { kind: 'not-found' as const, message: 'Not there.' } },
      onEvent: () => () => {},
      pathForFile: () => '',
    };
    const link = electronLink(bridge);
    await expect(link.call('recent', null)).resolves.toEqual([]);
    await expect(link.call('open', { path: '/x' })).rejects.toMatchObject({ kind: 'not-found', message: 'Not there.' });
    await expect(link.pathOfFile(new File([], 'x.pcap'))).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('bulk answers', () => {
  const timeline = { source: 1, pixels: 10, maxSeries: 1, bursts: {} as never };

  it('are frames', async () => {
    const frame = encodeFrame({ meta: { hello: 1 }, columns: { time: Float64Array.of(1, 2) } });
    vi.stubGlobal('fetch', async (url: string) => new Response(url === '/bulk/timeline' ? frame : null));
    const answer = await fetchBulk('/bulk/', 'timeline', timeline, {});
    expect(answer.meta).toEqual({ hello: 1 });
    expect([...answer.columns.time!]).toEqual([1, 2]);
  });

  it('or problems with a status, or the lack of any answer', async () => {
    const problem = { kind: 'no-such-source', message: 'There is no source 1.' };
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ problem }), { status: 404 }));
    await expect(fetchBulk('/bulk/', 'timeline', timeline, {})).rejects.toMatchObject(problem);
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(fetchBulk('/bulk/', 'timeline', timeline, {})).rejects.toThrow('connection');
    const strange = await problemOfResponse(new Response('<html>', { status: 502 }));
    expect(strange.message).toContain('502');
  });
});

it('an event hub stops calling who no longer listens', () => {
  const hub = createEventHub();
  const heard = vi.fn();
  hub.on('menu', heard)();
  hub.emit('menu', { command: 'fit' });
  expect(heard).not.toHaveBeenCalled();
});
