// Link layers of the real captures: the tree against tshark's tables (addresses, types, VLANs, protocols up to the network layer),
// against the walk, and, where tshark is installed, every field of a link layer that it shows.
import { afterAll, describe, expect, test } from 'vitest';
import { Layers } from '../../main/decode/layers.ts';
import type { Dissection } from '../../main/decode/tree/dissection.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import { CATALOGUE, fieldDef } from '../../shared/catalogue/catalogue.ts';
import { LINK_FIELDS } from '../../shared/catalogue/link-layers.ts';
import { OPAQUE } from '../../shared/catalogue/opaque.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { hasTshark, tsharkFields } from '../build/tshark.ts';
import { eachTree, type TreeValues, valuesByName } from '../decode/tree-of.ts';
import { differsOnPurpose } from './link-differences.ts';
import { type TsharkRow, tsharkCaptures, tsharkRows } from './tshark-table.ts';

const NETWORK = new Set(['ip', 'ipv6', 'arp']);
const TABLE_FIELDS = ['eth.src', 'eth.dst', 'eth.type', 'vlan.id'];
/** Layers of ours that stand for what tshark dissects further. */
const END = new Set<string>(['data', ...Object.keys(OPAQUE)]);

const captures = hasShared() ? tsharkCaptures() : [];
const total = { records: 0, values: 0, present: 0, networks: 0, live: 0, livePresent: 0 };

/** Protocols in front of the first network layer, which is included. */
function upToNetwork(protocols: readonly string[]): string[] {
  const at = protocols.findIndex(name => NETWORK.has(name));
  return protocols.slice(0, at < 0 ? protocols.length : at + 1);
}

/** What is wrong with our protocols: they must be tshark's, but may end in a layer that is named and not dissected. */
function protocolsDiffer(theirs: readonly string[], ours: readonly string[]): boolean {
  const expected = upToNetwork(theirs);
  const found = upToNetwork(ours);
  if (expected.join(':') === found.join(':')) return false;
  const last = found.at(-1) ?? '';
  const agreed = last === 'data' || last.startsWith('_ws.') ? found.slice(0, -1) : found;
  if (agreed.length > expected.length || agreed.some((name, i) => name !== expected[i])) return true;
  return !END.has(last) && !last.startsWith('_ws.') && found.length < expected.length && NETWORK.has(expected.at(-1)!);
}

/** Protocols that occur again behind the network layer: what is inside of a tunnel is not the link layer's. */
const isTunnelled = (protocols: readonly string[]): boolean =>
  protocols.slice(upToNetwork(protocols).length).some(name => LINKS.has(name) || NETWORK.has(name));
const LINKS = new Set('eth vlan ppp llc mpls fr chdlc wlan'.split(' '));

/** tshark writes 1 for a heading, and nothing for an empty text. */
function texts(values: TreeValues, field: string): string[] {
  const ours = values.get(field) ?? [];
  return fieldDef(field)!.type === 'none' ? ours.map(() => '1') : ours.filter(text => text !== '');
}

/** The tree shows all that tshark does, up to what is inside of a layer that only tshark dissects. */
function valuesDiffer(theirs: readonly string[], ours: readonly string[], foreign: boolean): boolean {
  if (theirs.length < ours.length || (!foreign && theirs.length > ours.length)) return true;
  return ours.some((value, i) => value !== theirs[i]);
}

const isForeign = (protocols: readonly string[]): boolean =>
  protocols.some(name => name !== 'ethertype' && (!Object.hasOwn(CATALOGUE, name) || Object.hasOwn(OPAQUE, name)));

interface Difference {
  readonly record: number;
  readonly field: string;
  readonly tshark: string;
  readonly ours: string;
}

const layers = new Layers();

/** Where the walk and the tree do not agree on the first network layer. */
function walkDiffers({ bytes, items, sources, record }: Dissection): Difference | undefined {
  const whole = sources[0]?.bytes ?? bytes;
  walkRecord(whole, 0, whole.length, record.originalLength, record.linkType, layers);
  const item = items.find(({ name, source }) => source === 0 && NETWORK.has(name));
  const ours = item?.start ?? -1;
  if (ours >= 0) total.networks++;
  if (ours === layers.networkOffset) return undefined;
  // A layer of which nothing was captured is not in the tree.
  if (ours < 0 && layers.networkOffset >= layers.end) return undefined;
  return { record: record.number, field: 'network', tshark: String(ours), ours: String(layers.networkOffset) };
}

function compareRow(row: TsharkRow, dissection: Dissection, values: TreeValues): Difference[] {
  const { number } = dissection.record;
  const found: Difference[] = [];
  const theirs = row('frame.protocols')[0]?.split(':') ?? [];
  total.records++;
  if (protocolsDiffer(theirs, dissection.protocols)) {
    found.push({
      record: number,
      field: 'frame.protocols',
      tshark: theirs.join(':'),
      ours: dissection.protocols.join(':'),
    });
  }
  const foreign = isForeign(theirs) || isTunnelled(theirs);
  for (const field of TABLE_FIELDS) {
    const ours = texts(values, field);
    total.values++;
    if (ours.length > 0) total.present++;
    if (valuesDiffer(row(field), ours, foreign)) {
      found.push({ record: number, field, tshark: row(field).join('|'), ours: ours.join('|') });
    }
  }
  const walk = walkDiffers(dissection);
  return walk ? [...found, walk] : found;
}

async function compareCapture(path: string): Promise<Difference[]> {
  const rows = tsharkRows(path);
  const found: Difference[] = [];
  await eachTree(
    sharedPath(`captures/${path}`),
    (dissection, number) => {
      const row = rows[number - 1];
      if (row) found.push(...compareRow(row, dissection, valuesByName(dissection)));
    },
    rows.length,
  );
  return found.filter(difference => !differsOnPurpose(path, difference.record, difference.field));
}

describe.runIf(hasShared())('link layers of real captures against tshark (beside the checkout)', () => {
  test.each(captures)('%s', async path => {
    expect((await compareCapture(path)).slice(0, 20)).toEqual([]);
  });

  test('enough of them were compared', () => {
    expect(total.records).toBeGreaterThan(60_000);
    expect(total.networks).toBeGreaterThan(50_000);
  });

  afterAll(() => {
    console.log(
      `link: ${total.records} records, ${total.values} values (${total.present} not empty), ${total.networks} network layers where the walk has them; live ${total.live} values (${total.livePresent} not empty)`,
    );
  });
});

/** Fields that tshark shows of the link layers among these protocols: no layers, no headings. */
function liveFields(protocols: ReadonlySet<string>): string[] {
  return Object.keys(LINK_FIELDS).filter(name => {
    const def = fieldDef(name)!;
    return name.includes('.') && def.of === null && def.type !== 'protocol' && protocols.has(name.split('.')[0]!);
  });
}

async function compareLive(path: string): Promise<Difference[]> {
  const rows = tsharkRows(path);
  const protocols = new Set(rows.flatMap(row => (row('frame.protocols')[0] ?? '').split(':')));
  for (const stage of ['pppoes', 'pppoed']) if (protocols.has(stage)) protocols.add('pppoe');
  if (protocols.has('ieee8021ad')) protocols.add('ieee8021ah');
  if (protocols.has('pwethcw')) protocols.add('pweth');
  if ([...protocols].every(name => PLAIN.has(name) || !Object.hasOwn(LINK_FIELDS, name))) return [];
  const fields = liveFields(protocols);
  const table = tsharkFields(sharedPath(`captures/${path}`), ['frame.protocols', '_ws.col.Info', ...fields]).filter(
    row => !row[1]!.startsWith('Custom Block'),
  );
  const found: Difference[] = [];
  await eachTree(
    sharedPath(`captures/${path}`),
    (dissection, number) => {
      const row = table[number - 1];
      if (!row) return;
      const values = valuesByName(dissection);
      const theirProtocols = row[0]!.split(':');
      const foreign = isForeign(theirProtocols) || isTunnelled(theirProtocols);
      for (const [i, field] of fields.entries()) {
        const theirs = row[i + 2] ? row[i + 2]!.split('|') : [];
        const ours = texts(values, field);
        total.live++;
        if (ours.length > 0) total.livePresent++;
        if (valuesDiffer(theirs, ours, foreign || HIDDEN_TWICE.has(field))) {
          found.push({ record: dissection.record.number, field, tshark: theirs.join('|'), ours: ours.join('|') });
        }
      }
    },
    rows.length,
  );
  return found.filter(difference => !differsOnPurpose(path, difference.record, difference.field));
}

/** tshark adds these a second time, hidden, with the other order of bits. */
const HIDDEN_TWICE = new Set(['fddi.dst', 'fddi.src', 'tr.src']);

/** Nearly every capture has these alone; the tables above say enough of them. */
const PLAIN: ReadonlySet<string> = new Set(process.env.FUZZ_ROUNDS ? [] : ['eth', ...END]);

describe.runIf(hasShared() && hasTshark())('fields of link layers against tshark (installed here)', () => {
  test.each(captures)('%s', { timeout: 60_000 }, async path => {
    expect((await compareLive(path)).slice(0, 20)).toEqual([]);
  });
});
