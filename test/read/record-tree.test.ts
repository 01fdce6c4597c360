// The tree of one record of an open capture: what it needs of earlier records, and what the whole capture adds.
import { describe, expect, test } from 'vitest';
import { ColumnData } from '../../main/filter/column-data.ts';
import { recordTree } from '../../main/read/record-tree.ts';
import { wholeFacts } from '../../main/read/whole-facts.ts';
import type { RecordTree, TreeNode } from '../../shared/model/tree.ts';
import { message, name, question } from '../build/dns.ts';
import { concat, ethernet, ipv4, tcp, u16, udp } from '../build/packet.ts';
import { pcapFile } from '../build/pcap.ts';
import { recordsOfFile } from '../build/record-source.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { storeOfFile } from '../build/stored.ts';
import { openBytes } from '../build/traffic.ts';
import { eachTree, itemsOf } from '../decode/tree-of.ts';

const SYN = 2;
const dns = message({ id: 0x1234, questions: [question(name('a.example'), 1)] });
const sent = concat(u16(dns.length), dns);
const segment = (seq: number, payload: Uint8Array, flags = 0x18): Uint8Array =>
  ethernet(0x0800, ipv4({ protocol: 6, payload: tcp({ dst: 53, seq, payload, flags }) }));
const records = [
  { seconds: 1, data: segment(99, new Uint8Array(0), SYN) },
  { seconds: 2, data: ethernet(0x0800, ipv4({ protocol: 17, payload: udp() })) },
  { seconds: 3, data: segment(100, sent.slice(0, 9)) },
  { seconds: 4, data: segment(109, sent.slice(9)) },
];

function* nodesOf(nodes: readonly TreeNode[]): Generator<TreeNode> {
  for (const node of nodes) {
    yield node;
    yield* nodesOf(node.children);
  }
}
const valuesIn = ({ layers }: RecordTree, field: string): (string | null)[] =>
  [...nodesOf(layers)].filter(node => node.name === field).map(({ value }) => value);

describe('the call', () => {
  test('a message over two segments, with what the capture says of the second', async () => {
    const opened = await openBytes(pcapFile({ records }));
    const tree = await opened.engine.call('tree', { source: opened.source, number: 4 });
    await opened.engine.close();
    expect(tree).toMatchObject({ number: 4, protocols: 'eth:ethertype:ip:tcp:dns', earlier: 2, limited: false });
    expect(valuesIn(tree, 'dns.id')).toEqual(['0x1234']);
    expect(valuesIn(tree, 'tcp.segment')).toEqual(['3', '4']);
    expect([valuesIn(tree, 'tcp.stream'), valuesIn(tree, 'tcp.seq')]).toEqual([['0'], ['10']]);
    expect(valuesIn(tree, 'frame.time_delta')).toEqual(['1.000000000']);
    expect(tree.sources.map(({ title }) => title)).toEqual(['Frame', 'Reassembled TCP']);
    expect(Buffer.from(tree.sources[1]!.base64, 'base64')).toEqual(Buffer.from(sent));
    expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
  });

  test('notes are listed, the worst first', async () => {
    const opened = await openBytes(pcapFile({ records: [{ data: segment(99, new Uint8Array(0), SYN | 4) }] }));
    const tree = await opened.engine.call('tree', { source: opened.source, number: 1 });
    await opened.engine.close();
    expect(tree.notes.map(({ severity, layer }) => `${severity} ${layer}`)).toEqual([
      'error ip', // The checksums of built packets are wrong.
      'error tcp',
      'warning tcp',
      'note tcp',
      'chat tcp',
    ]);
  });

  test('a record that does not exist', async () => {
    const opened = await openBytes(pcapFile({ records }));
    const asked = opened.engine.call('tree', { source: opened.source, number: 5 });
    await expect(asked).rejects.toMatchObject({ kind: 'usage', message: 'There is no record 5: the capture has 4.' });
    await opened.engine.close();
  });
});

describe.skipIf(!hasShared())('real captures', () => {
  const files = 'arkime/arkime_synthetic.pcap nfstream/pcaps/tor.pcap dpkt/nb6-http.pcap zeek/ipv4/fragmented-2.pcap';
  test.each(files.split(' '))('one record alone is what it is in a pass over %s', async file => {
    const path = sharedPath(`captures/${file}`);
    const store = (await storeOfFile(path))!;
    const source = await recordsOfFile(path);
    const data = new ColumnData(store);
    const whole = { data, interfaces: [], commentsOf: () => [] };
    const step = Math.max(1, Math.floor(store.columns.length / 60));
    const passed = new Map<number, string[]>();
    await eachTree(path, (dissection, number) => {
      if (number % step !== 0) return;
      passed.set(
        number - 1,
        [...itemsOf(dissection.items)].map(({ name, start, length }) => `${name} ${start} ${length}`),
      );
    });
    expect(passed.size).toBeGreaterThan(0);
    for (const [row, expected] of passed) {
      const tree = (await recordTree(data.columns, source, row, at => wholeFacts(whole, at)))!;
      const shown = new Set([...nodesOf(tree.layers)].map(({ name, start, length }) => `${name} ${start} ${length}`));
      const lost = expected.filter(item => !shown.has(item) && !/^(_ws\.malformed|frame\.interface_id)/.test(item));
      expect(lost, `record ${row + 1}`).toEqual([]);
    }
  });
});
