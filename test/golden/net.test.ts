// Network and transport layers and tunnels of the real captures against the installed tshark, with its checks of checksums
// turned on: every field of theirs in the catalogue that one record alone decides, all occurrences in order.
import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { CATALOGUE, type FieldName } from '../../shared/catalogue/catalogue.ts';
import type { FieldDef } from '../../shared/catalogue/field-def.ts';
import { NET_FIELDS } from '../../shared/catalogue/net-layers.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { eachTree, type TreeValues, valuesByName } from '../decode/tree-of.ts';
import { DIFFERENT, type Difference, isDeliberate } from './net-differences.ts';
import { tsharkRows as tableOf, tsharkCaptures } from './tshark-table.ts';

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
/** With NET_FRAMES every capture, so many frames of each; without, those that have more than TCP and UDP over IP. */
const everything = process.env.NET_FRAMES !== undefined;
const MOST = Number(process.env.NET_FRAMES ?? 200);

const PREFERENCES = [
  'ip.check_checksum',
  'tcp.check_checksum',
  'udp.check_checksum',
  'udplite.check_checksum',
  'dccp.check_checksum',
]
  .flatMap(name => ['-o', `${name}:TRUE`])
  .concat('-o', 'sctp.checksum:crc-32c');

/** What more than one record decides, or what belongs to reassembly: others compare it. */
const ELSEWHERE =
  /^(tcp\.(stream|completeness|seq|ack|nxtseq|window_size|window_size_scalefactor|continuation_to|segment.*|reassembled.*|pdu\..*|time_.*|fin_retransmission|connection.*|analysis.*)|udp\.(stream|time_.*|pdu\..*)|icmp\.(resp.*|no_resp)|icmpv6\.(resp.*|no_resp)|sctp\.(data_tsn|sack_cumulative_tsn_ack)|arp\.(duplicate|seconds|packet).*|(ip|ipv6|sctp)\.(fragment|reassembled).*)$/;

const compared = (name: string): boolean => {
  const def: FieldDef = CATALOGUE[name as FieldName];
  return def.of === null && def.type !== 'protocol' && def.type !== 'none' && !ELSEWHERE.test(name);
};
const FIELDS = Object.keys(NET_FIELDS).filter(compared);

type Row = ReadonlyMap<string, string>;

/** tshark's rows of the first frames of a capture. */
function tsharkRows(path: string): readonly Row[] {
  const fields = ['frame.number', 'frame.protocols', '_ws.col.Info', ...FIELDS];
  const { stdout } = spawnSync(
    'tshark',
    [
      ...['-n', '-r', sharedPath(`captures/${path}`), '-c', String(MOST), ...PREFERENCES],
      ...['-o', 'tcp.relative_sequence_numbers:FALSE', '-T', 'fields', '-E', 'occurrence=a', '-E', 'aggregator=|'],
      ...fields.flatMap(field => ['-e', field]),
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const rows: Row[] = [];
  for (const line of stdout.split('\n')) {
    if (line === '') continue;
    const values = line.split('\t');
    const row = new Map(fields.flatMap((field, i) => (values[i] ? [[field, values[i]] as const] : [])));
    // Custom blocks are no records.
    if (!row.get('_ws.col.Info')?.startsWith('Custom Block')) rows.push(row);
  }
  return rows;
}

class Tally {
  records = 0;
  values = 0;
  /** Comparisons where either side has a value. */
  present = 0;
  deliberate = 0;
  readonly fields = new Set<string>();
}

const total = new Tally();
/** Differences by the rule that allows them. */
const rulesUsed = new Map<string, number>();

function compare(file: string, record: number, row: Row, ours: TreeValues): Difference[] {
  total.records++;
  const protocols = row.get('frame.protocols') ?? '';
  const differences: Difference[] = [];
  for (const field of FIELDS) {
    const tshark = row.get(field) ?? '';
    const own = (ours.get(field) ?? []).join('|');
    total.values++;
    if (tshark === '' && own === '') continue;
    total.present++;
    total.fields.add(field);
    if (tshark === own) continue;
    const difference = { file, record, field, tshark, ours: own, protocols, own: ours };
    const rule = isDeliberate(difference);
    if (rule === undefined) differences.push(difference);
    else {
      total.deliberate++;
      rulesUsed.set(rule, (rulesUsed.get(rule) ?? 0) + 1);
    }
  }
  return differences;
}

async function compareCapture(file: string): Promise<Difference[]> {
  const rows = tsharkRows(file);
  const differences: Difference[] = [];
  let number = 0;
  const visit: Parameters<typeof eachTree>[1] = dissection => {
    const row = rows[number++];
    if (row !== undefined) differences.push(...compare(file, number, row, valuesByName(dissection)));
  };
  await eachTree(sharedPath(`captures/${file}`), visit, rows.length, { badChecksums: true, loneFragments: false });
  return differences;
}

const SPECIAL = new Set(
  'gre vxlan geneve gtp teredo l2tp esp ah sctp dccp igmp ipv6.hopopts ipv6.routing ipv6.fraghdr ipv6.dstopts mipv6 hip shim6 pim ospf vrrp eigrp erspan etherip lisp-data udplite udpencap'.split(
    ' ',
  ),
);
const isSpecial = (path: string): boolean =>
  tableOf(path)
    .slice(0, MOST)
    .some(row =>
      row('frame.protocols')[0]
        ?.split(':')
        .some(name => SPECIAL.has(name)),
    );
const captures = hasShared() && hasTshark ? tsharkCaptures().filter(path => everything || isSpecial(path)) : [];

describe.skipIf(!hasShared() || !hasTshark)('network layers of real captures against the installed tshark', () => {
  test.each(captures)('%s', { timeout: 120_000 }, async file => {
    const differences = await compareCapture(file);
    const shown = differences.slice(0, 20).map(({ record, field, tshark, ours }) => ({ record, field, tshark, ours }));
    expect(shown, `${differences.length} differences`).toEqual([]);
  });

  test.runIf(everything)('every rule is one', () => {
    expect(DIFFERENT.map(rule => rule.why).filter(why => !rulesUsed.has(why))).toEqual([]);
  });

  afterAll(() => {
    console.info(
      `net: ${total.records} records × ${FIELDS.length} fields, ${total.values} values (${total.present} present, of ${total.fields.size} fields), ${total.deliberate} deliberately different`,
      ...[...rulesUsed].map(([why, count]) => `\n${count}: ${why}`),
    );
  });
});
