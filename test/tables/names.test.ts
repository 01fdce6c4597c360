// Names of hosts and flows: which one is shown, what is gathered while a capture loads, and what hostile captures cannot do.
import { describe, expect, test } from 'vitest';
import { initialKeys } from '../../main/decode/app/quic-crypto.ts';
import { MOST_NAMES_OF_ADDRESS, NameStore } from '../../main/store/name-store.ts';
import { shownName } from '../../main/tables/name-table.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { NameSource } from '../../shared/model/name.ts';
import { parseAddress } from '../../shared/net/address.ts';
import { serviceOfPorts } from '../../shared/net/port-name.ts';
import { ascii, concat, hex, u16, u32, zeros } from '../build/packet.ts';
import { cryptoFrame, initialPacket } from '../build/quic.ts';
import { alpn, clientHello, record, sni, versions } from '../build/tls.ts';
import { openBytes, type Sent, traffic } from '../build/traffic.ts';

const CLIENT = '192.0.2.1';
const SERVER = '198.51.100.7';
const address = (text: string): Uint8Array => parseAddress(text)!;

describe('names of an address', () => {
  const shown = (...said: readonly (readonly [NameSource, string, number?])[]) => {
    const store = new NameStore();
    for (const [i, [source, name, times = 1]] of said.entries()) {
      for (let n = 0; n < times; n++) store.add(address(SERVER), name, source, i + 1);
    }
    const name = shownName(store.of(address(SERVER)));
    return name && `${name.name} (${name.source})`;
  };

  test('the file, then its own names, then those that others use', () => {
    expect(shown(['dns', 'cdn.example', 9], ['dhcp', 'printer'], ['pcapng', 'mine'])).toBe('mine (pcapng)');
    expect(shown(['dns', 'cdn.example', 9], ['nbns', 'OFFICE'])).toBe('OFFICE (nbns)');
    expect(shown(['sni', 'www.example'], ['http', 'other.example', 2])).toBe('other.example (http)');
    expect(shown()).toBeUndefined();
  });

  test('the most frequent over all sources, then the earliest; upper and lower case are the same', () => {
    expect(shown(['dns', 'a.example', 2], ['dns', 'b.example'], ['sni', 'B.example', 2])).toBe('b.example (dns)');
    expect(shown(['sni', 'b.example'], ['dns', 'a.example'])).toBe('b.example (sni)');
  });

  test('counts, first and last record', () => {
    const store = new NameStore();
    for (const number of [3, 5, 9]) store.add(address('2001:db8::1'), 'Six.example', 'dns', number);
    store.add(address('2001:db8::1'), 'six.EXAMPLE', 'dns', 12);
    expect(store.of(address('2001:db8::1'))).toEqual([
      { name: 'Six.example', source: 'dns', count: 4, first: 3, last: 12 },
    ]);
    expect(store.of(address('2001:db8::2'))).toEqual([]);
  });

  test('an address has room for so many', () => {
    const store = new NameStore();
    for (let i = 0; i < 100; i++) store.add(address(SERVER), `n${i}`, 'dns', i);
    expect(store.of(address(SERVER)).length).toBe(MOST_NAMES_OF_ADDRESS);
  });
});

describe('services of ports', () => {
  test('the registered one, the lower of two, by protocol', () => {
    expect(serviceOfPorts(6, 51000, 443)).toBe('https');
    expect(serviceOfPorts(6, 22, 8080)).toBe('ssh');
    expect(serviceOfPorts(17, 60000, 123)).toBe('ntp');
    expect(serviceOfPorts(6, 60000, 61000)).toBeNull();
    expect(serviceOfPorts(1, 443, 443)).toBeNull();
  });
});

const base = 1000;
const tcp = (at: number, data: Uint8Array, seq: number, sport = 50000, dport = 8443): Sent => ({
  at: String(base + at),
  src: CLIENT,
  dst: SERVER,
  sport,
  dport,
  protocol: 'tcp',
  seq,
  data,
});

const open = async (sent: readonly Sent[]) => {
  const { engine, source } = await openBytes(traffic(sent));
  const bursts = DEFAULT_BURST_PARAMS;
  const rows = async (by: 'pair' | 'flow') =>
    (
      await engine.call('conversations', {
        source,
        by,
        sort: 'start',
        direction: 'asc',
        offset: 0,
        limit: 100,
        bursts,
      })
    ).rows;
  const graph = await engine.call('graph', { source, maxNodes: 100, showHidden: false });
  const node = (text: string) => graph.nodes.find(host => host.address === text)!;
  const detail = async (id: number) => engine.call('conversation', { source, by: 'flow', id, bursts });
  return { engine, source, rows, node, detail };
};

const hello = clientHello({ extensions: [sni('cam.example'), alpn('h2', 'http/1.1'), versions(0x0304)] });

describe('gathered while loading', () => {
  test('a hello in one segment names server and flow', async () => {
    const { rows, node, detail } = await open([tcp(0, record(hello), 1)]);
    expect(node(SERVER)).toMatchObject({ name: 'cam.example', nameSource: 'sni' });
    expect(node(CLIENT)).toMatchObject({ name: null, nameSource: null });
    expect(await rows('flow')).toMatchObject([{ name: 'cam.example', service: 'TLS' }]);
    expect(await rows('pair')).toMatchObject([{ name: null, service: null }]);
    expect((await detail(0)).asked).toMatchObject({
      alpn: ['h2', 'http/1.1'],
      ja4: expect.stringMatching(/^t13d0103h2_/),
    });
  });

  test('over several records and segments, out of order and with one sent again', async () => {
    const stream = concat(record(hello.subarray(0, 50)), record(hello.subarray(50)));
    const part = (at: number, from: number, to: number) => tcp(at, stream.subarray(from, to), 0xffffffe0 + from);
    const sent = [part(0, 0, 40), part(1, 100, stream.length), part(2, 0, 40), part(3, 30, 100)];
    const { node, detail } = await open(sent.map(s => ({ ...s, seq: s.seq! >>> 0 })));
    expect(node(SERVER).name).toBe('cam.example');
    expect((await detail(0)).asked?.ja4).toMatch(/^t13d0103h2_/);
  });

  test('the end of the capture ends the waiting: the name is there, the fingerprint is not', async () => {
    const { rows, detail } = await open([tcp(0, record(hello).subarray(0, -3), 1)]);
    expect(await rows('flow')).toMatchObject([{ name: 'cam.example' }]);
    expect((await detail(0)).asked?.ja4).toBeNull();
  });

  test('a hello of QUIC in two datagrams, the second part first', async () => {
    const dcid = hex('0102030405060708');
    const keys = initialKeys(1, dcid)!.client;
    const datagram = (at: number, number: number, from: number, to?: number): Sent => ({
      at: String(base + at),
      src: CLIENT,
      dst: SERVER,
      sport: 50000,
      dport: 8853,
      data: initialPacket({ dcid, number, plain: cryptoFrame(from, hello.subarray(from, to)), size: 1100, keys }),
    });
    const { rows, node, detail } = await open([datagram(0, 0, 60), datagram(1, 1, 0, 60)]);
    expect(node(SERVER)).toMatchObject({ name: 'cam.example', nameSource: 'quic' });
    expect(await rows('flow')).toMatchObject([{ service: 'QUIC', name: 'cam.example' }]);
    expect((await detail(0)).asked?.ja4).toMatch(/^q13d0103h2_/);
  });

  test('an answer of DNS, and the port where nothing was recognised', async () => {
    const name = concat(hex('03'), ascii('cam'), hex('07'), ascii('example'), hex('00'));
    const head = concat(u16(7), u16(0x8180), u16(1), u16(1), u32(0), name, u16(1), u16(1));
    const answer = concat(head, hex('c00c'), u16(1), u16(1), u32(60), u16(4), address(SERVER));
    const dns: Sent = { at: '1000', src: '192.0.2.53', dst: CLIENT, sport: 53, dport: 40000, data: answer };
    const { node, rows, engine, source } = await open([dns, tcp(1, zeros(0), 1, 50000, 22)]);
    expect(node(SERVER)).toMatchObject({ name: 'cam.example', nameSource: 'dns' });
    expect((await rows('flow')).map(({ service }) => service)).toEqual(['DNS', 'ssh']);
    const found = await engine.call('hosts', {
      source,
      sort: 'address',
      direction: 'asc',
      offset: 0,
      limit: 9,
      search: 'CAM.',
    });
    expect(found.rows.map(host => host.address)).toEqual([SERVER]);
  });
});
