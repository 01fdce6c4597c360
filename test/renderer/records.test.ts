// What the views of records work out: lines of a tree, the field of a byte, filters that fields and cells stand for, lines
// of a stream.
import { describe, expect, it } from 'vitest';
import { type StreamLine, streamLines } from '../../renderer/views/follow/stream-lines.ts';
import { fieldFilter } from '../../renderer/views/records/field-filter.ts';
import { RECORD_FILTERS } from '../../renderer/views/records/record-filters.ts';
import { fieldAt, layerOf, pathTo, treeRows, typedAhead } from '../../renderer/views/records/tree-rows.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { StreamPiece } from '../../shared/model/record-stream.ts';
import type { RecordTree, TreeNode } from '../../shared/model/tree.ts';
import { message, name, question } from '../build/dns.ts';
import { concat, ethernet, ipv4, tcp, u16, udp } from '../build/packet.ts';
import { pcapFile } from '../build/pcap.ts';
import { epb, idb, pcapngFile, shb } from '../build/pcapng.ts';
import { openBytes } from '../build/traffic.ts';

const dns = message({ id: 0x1234, questions: [question(name('a "quoted"\\x.example'), 1)] });
const http = new TextEncoder().encode('GET /a\\b?"c" HTTP/1.1\r\nHost: web.example\r\n\r\n');
const RECORDS = [
  ethernet(0x0800, ipv4({ protocol: 17, payload: udp({ dst: 53, payload: dns }) })),
  ethernet(0x0800, ipv4({ protocol: 6, payload: tcp({ dst: 80, payload: http, flags: 0x18 }) })),
  ethernet(
    0x0800,
    ipv4({ protocol: 6, payload: tcp({ dst: 53, payload: concat(u16(dns.length), dns), flags: 0x18 }) }),
  ),
  Uint8Array.of(1, 2, 3, 4),
];

const everyNode = (nodes: readonly TreeNode[]): TreeNode[] =>
  nodes.flatMap(node => [node, ...everyNode(node.children)]);

async function open() {
  const comment = new TextEncoder().encode('two\nlines, "and quotes"');
  return openBytes(
    pcapngFile([
      shb(),
      idb({ name: 'eth0' }),
      ...RECORDS.map((data, i) =>
        epb({ ticks: BigInt(i + 1) * 1_000_000n, data, options: i === 0 ? [[1, comment]] : [] }),
      ),
    ]),
    'some.pcapng',
  );
}

describe('the filter of a field', () => {
  it('chooses the record that the field is of, for every field', async () => {
    const { engine, source } = await open();
    const seen: string[] = [];
    const missed: string[] = [];
    for (let number = 1; number <= RECORDS.length; number++) {
      const tree = await engine.call('tree', { source, number });
      const filters = new Set(everyNode(tree.layers).map(fieldFilter));
      for (const filter of filters) {
        if (filter === null) continue;
        const list = { source, bursts: DEFAULT_BURST_PARAMS, sort: 'number', direction: 'asc', filter } as const;
        const { index } = await engine.call('recordIndex', { ...list, number });
        if (index === null) missed.push(filter);
        seen.push(filter);
      }
    }
    expect(missed).toEqual([]);
    expect(seen).toContain('ip.ttl == 64');
    expect(seen).toContain('http.host == "web.example"');
    expect(seen).toContain('dns');
  });

  it('names the field alone where its value cannot be written, and nothing where there is no field', () => {
    expect(fieldFilter({ name: 'tcp.payload', value: 'ab'.repeat(1000) })).toBe('tcp.payload');
    expect(fieldFilter({ name: 'ip', value: null })).toBe('ip');
    expect(fieldFilter({ name: '', value: null })).toBe(null);
    expect(fieldFilter({ name: 'no.such', value: '1' })).toBe(null);
  });

  it('of a cell chooses its record', async () => {
    const { engine, source } = await open();
    const list = { source, bursts: DEFAULT_BURST_PARAMS, sort: 'number', direction: 'asc' } as const;
    const { rows } = await engine.call('records', { ...list, offset: 0, limit: 10 });
    for (const row of rows) {
      for (const [column, filterOf] of Object.entries(RECORD_FILTERS)) {
        const filter = filterOf(row);
        if (filter === null) continue;
        const { index } = await engine.call('recordIndex', { ...list, filter, number: row.number });
        expect(index, `${column}: ${filter}`).not.toBe(null);
      }
    }
    expect(RECORD_FILTERS.src(rows[0]!)).toMatch(/^ip\.src == /);
    expect(RECORD_FILTERS.dstPort(rows[1]!)).toBe('tcp.dstport == 80');
    expect(RECORD_FILTERS.flow(rows[3]!)).toBe(null);
  });
});

describe('the lines of a tree', () => {
  const tree = async (): Promise<RecordTree> => {
    const { engine, source } = await open();
    return engine.call('tree', { source, number: 1 });
  };

  it('have the innermost layer open, and all that is above what was chosen', async () => {
    const { layers } = await tree();
    const rows = treeRows(layers, new Map());
    expect(rows.filter(({ level }) => level === 1).map(({ node }) => node.name)).toEqual([
      'frame',
      'eth',
      'ip',
      'udp',
      'dns',
    ]);
    expect(rows.find(({ node }) => node.name === 'dns')!.isOpen).toBe(true);
    expect(rows.some(({ node }) => node.name === 'ip.ttl')).toBe(false);
    const ttl = everyNode(layers).find(({ name: one }) => one === 'ip.ttl')!;
    const path = pathTo(layers, ttl)!;
    const opened = treeRows(layers, new Map(path.slice(0, -1).map(key => [key, true])));
    const at = opened.findIndex(({ node }) => node === ttl);
    expect(opened[at]).toMatchObject({ key: path.at(-1), level: 2 });
    expect(opened[opened[at]!.parent]!.node.name).toBe('ip');
    expect(typedAhead(opened, 0, 'time to')).toBe(at);
    expect(typedAhead(opened, 0, 'no such thing')).toBe(-1);
    expect(new Set(opened.map(({ key }) => key)).size).toBe(opened.length);
  });

  it('know the innermost field of each byte', async () => {
    const { layers } = await tree();
    for (let at = 0; at < RECORDS[0]!.length; at++) {
      const found = fieldAt(layers, 0, at)!;
      const covering = everyNode(layers).filter(n => n.source === 0 && at >= n.start && at < n.start + n.length);
      expect(found.length).toBe(Math.min(...covering.map(({ length }) => length)));
      expect(layerOf(layers, found)).toBeDefined();
    }
    expect(fieldAt(layers, 0, 14)!.name).toMatch(/^ip\.(version|hdr_len)$/);
    expect(fieldAt(layers, 0, 9999)).toBe(undefined);
    expect(fieldAt(layers, 3, 0)).toBe(undefined);
  });
});

describe('the lines of a stream', () => {
  const piece = (
    direction: 'ab' | 'ba',
    text: string,
    offset: number,
    more: Partial<StreamPiece> = {},
  ): StreamPiece => ({
    direction,
    fromClient: direction === 'ab',
    number: offset + 1,
    time: [offset, 0],
    offset,
    base64: btoa(text),
    missing: 0,
    ...more,
  });
  const said = (lines: readonly StreamLine[]): string[] =>
    lines.flatMap(line => (line.kind === 'said' ? [line.text] : []));

  it('are turns with what was said in each, bytes that cannot be printed as dots', () => {
    const pieces = [
      piece('ab', 'one\r\ntw', 0),
      piece('ab', 'o\x00\n', 7),
      piece('ba', '', 10, { missing: 5 }),
      piece('ba', 'yes', 10),
    ];
    const lines = streamLines(pieces, 'text');
    expect(lines.map(({ kind }) => kind)).toEqual(['turn', 'said', 'said', 'said', 'turn', 'missing', 'said']);
    expect(lines[0]).toMatchObject({ direction: 'ab', number: 1, bytes: 10 });
    expect(said(lines)).toEqual(['one', 'tw', 'o.', 'yes']);
    expect(lines[3]).toMatchObject({ from: 7, to: 10 });
  });

  it('cover every byte once, however long', () => {
    const text = Array.from({ length: 1000 }, (_, i) => String.fromCharCode(32 + (i % 90))).join('');
    for (const form of ['text', 'hex'] as const) {
      let at = 5;
      for (const line of streamLines([piece('ab', text, 5)], form)) {
        if (line.kind !== 'said') continue;
        expect(line.from).toBe(at);
        at = line.to;
      }
      expect(at).toBe(1005);
    }
    expect(said(streamLines([piece('ab', 'ABCDEFGHI', 16)], 'hex'))[0]).toMatch(
      /^00000010 {2}41 42 43 44 45 46 47 48 {2}49 +ABCDEFGHI$/,
    );
  });
});

it('opens a plain capture too: no interface, no comment', async () => {
  const { engine, source } = await openBytes(pcapFile({ records: [{ data: RECORDS[0]! }] }));
  const tree = await engine.call('tree', { source, number: 1 });
  expect(everyNode(tree.layers).some(({ name: one }) => one === 'frame.comment')).toBe(false);
});
