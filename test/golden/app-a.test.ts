// DNS, NetBIOS, DHCP, NTP, SSDP and HTTP in the trees of the real captures against tshark 4.0.17, asked here and now: every
// field of ours that it has, all occurrences in order, over every capture with such a record.
import { afterAll, describe, expect, test } from 'vitest';
import { CATALOGUE, fieldDef } from '../../shared/catalogue/catalogue.ts';
import { printable } from '../../shared/unit/printable.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { hasTshark, tsharkFields } from '../build/tshark.ts';
import { eachTree, valuesByName } from '../decode/tree-of.ts';
import { APP_A_DIFFERENT, type AppDifference } from './app-a-differences.ts';
import { tsharkCaptures, tsharkRows } from './tshark-table.ts';

/** Which fields the protocols of Wireshark fill. */
const PREFIXES: Readonly<Record<string, string>> = {
  dns: 'dns.',
  mdns: 'dns.',
  llmnr: 'dns.',
  nbns: 'nbns.',
  nbdgm: 'nbdgm.',
  dhcp: 'dhcp.',
  dhcpv6: 'dhcpv6.',
  ntp: 'ntp.',
  ssdp: 'http.',
  http: 'http.',
};
const fieldsOf = (prefixes: ReadonlySet<string>): string[] =>
  Object.keys(CATALOGUE).filter(name => [...prefixes].some(prefix => name.startsWith(prefix)));
/** Bytes that were read as Latin-1. */
const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString();
/** Fields without a value: tshark writes 1 for each. */
const isHeading = (field: string): boolean => fieldDef(field)?.type === 'none';

function prefixesOf(path: string): Set<string> {
  const prefixes = new Set<string>();
  for (const row of tsharkRows(path)) {
    for (const name of row('frame.protocols').join(':').split(':')) {
      if (Object.hasOwn(PREFIXES, name)) prefixes.add(PREFIXES[name]!);
    }
  }
  return prefixes;
}

const captures = hasShared() && hasTshark() ? tsharkCaptures().filter(path => prefixesOf(path).size > 0) : [];

describe.skipIf(captures.length === 0)(
  'trees of names and HTTP equal those of tshark (needs captures and tshark)',
  () => {
    let compared = 0;
    let present = 0;
    let deliberate = 0;
    const differences = new Map<string, number>();
    const perPrefix = new Map<string, [present: number, different: number]>();
    const used = new Set<object>();

    test.each(captures)(
      '%s',
      async file => {
        const path = sharedPath(`captures/${file}`);
        const fields = ['frame.protocols', '_ws.col.Info', ...fieldsOf(prefixesOf(file))];
        // Custom blocks, which tshark shows as frames, are left out.
        const rows = tsharkFields(path, fields).filter(row => !row[1]?.startsWith('Custom Block'));
        const own: AppDifference[] = [];
        await eachTree(path, (dissection, record) => {
          const row = rows[record - 1];
          if (row === undefined) return;
          const values = valuesByName(dissection);
          const ownProtocols = dissection.protocols.join(':');
          for (const [i, field] of fields.entries()) {
            if (i < 2) continue;
            // tshark writes control characters as they are, but for those that end lines and columns.
            const tshark = printable(utf8(row[i] ?? ''));
            const ours = (values.get(field) ?? []).map(text => (isHeading(field) ? '1' : text)).join('|');
            compared++;
            if (tshark === '' && ours === '') continue;
            present++;
            const count = perPrefix.get(field.split('.')[0]!) ?? [0, 0];
            perPrefix.set(field.split('.')[0]!, count);
            count[0]++;
            if (tshark === ours) continue;
            count[1]++;
            own.push({ file, record, field, tshark, ours, protocols: row[0] ?? '', ownProtocols });
          }
        });
        const unexplained = own.filter(difference => {
          const rule = APP_A_DIFFERENT.find(({ holds }) => holds(difference));
          if (rule !== undefined) used.add(rule);
          return rule === undefined;
        });
        deliberate += own.length - unexplained.length;
        for (const { field } of unexplained) differences.set(field, (differences.get(field) ?? 0) + 1);
        expect(unexplained.slice(0, 20), `${unexplained.length} differences`).toEqual([]);
      },
      120_000,
    );

    test('every rule is needed', () => {
      expect(APP_A_DIFFERENT.filter(rule => !used.has(rule)).map(({ why }) => why)).toEqual([]);
    });

    afterAll(() => {
      const lines = [...perPrefix].map(
        ([prefix, [all, different]]) => `${prefix}: ${all} present, ${different} different`,
      );
      console.info(
        `${captures.length} captures: ${compared} compared, ${present} present, ${deliberate} differ on purpose\n${lines.join('\n')}`,
      );
    });
  },
);
