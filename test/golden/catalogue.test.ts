// The field catalogue against `tshark -G fields` of the installed tshark: the same names, types, widths, masks and number bases.
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../shared/catalogue/catalogue.ts';
import type { FieldDef, ValueType } from '../../shared/catalogue/field-def.ts';

/** Protocols and fields that are ours: this tshark has no such name. */
const OWN: ReadonlySet<string> = new Set([
  'frame.offset', // Where the record lies in the file.
  'tls.handshake.ja4', // Newer than tshark 4.0; its name there.
]);
/** Link layers that tshark opens without a name of their own. */
const OWN_LAYERS: ReadonlySet<string> = new Set(['brcmtag', 'dsa', 'mfr', 'slip']);
const isOwn = (name: string): boolean => OWN.has(name) || OWN_LAYERS.has(name.split('.')[0]!);

/** Addresses of any length to tshark, which are MAC addresses wherever they are six bytes long; text of numbers. */
const OTHER_TYPE: ReadonlySet<string> = new Set([
  // Addresses of Fibre Channel and of 802.15.4 are written as text.
  'wpan.dst64',
  'wpan.src64',
  'ipfc.nh.da',
  'ipfc.nh.sa',
  'icmpv6.opt.linkaddr',
  'icmpv6.opt.src_linkaddr',
  'icmpv6.opt.target_linkaddr',
  'dhcp.client_id.uuid',
  'dns.eui64',
]);

/** Several dissectors share the name, or one says it in numbers of several widths: the one that we have is not listed. */
const OTHER_NUMBER: ReadonlySet<string> = new Set([
  'can.id',
  'dns.rr.udp_payload_size',
  'fr.control.ftype',
  'llc.control.ftype',
  'ppi.80211-common.rate',
  // Registered as hexadecimal, written in decimal.
  'quic.frame_type',
]);

interface TsharkField {
  readonly type: string;
  readonly base: string;
  readonly mask: number;
}

/** Fields by name: some dissectors register one of the same name several times. */
function tsharkFields(): ReadonlyMap<string, TsharkField[]> {
  const fields = new Map<string, TsharkField[]>();
  const add = (name: string, field: TsharkField): void => {
    fields.set(name, [...(fields.get(name) ?? []), field]);
  };
  let out: string;
  try {
    out = execFileSync('tshark', ['-G', 'fields'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 28,
    }).toString();
  } catch {
    return fields;
  }
  for (const line of out.split('\n')) {
    const [kind, , name, type = '', , base = '', mask = ''] = line.split('\t');
    if (kind === 'P') add(name!, { type: 'FT_PROTOCOL', base: '', mask: 0 });
    else if (kind === 'F') add(name!, { type, base, mask: Number(mask) || 0 });
  }
  return fields;
}

/** Types of Wireshark that ours stands for. */
const TYPES: Readonly<Record<ValueType, RegExp>> = {
  protocol: /^FT_PROTOCOL$/,
  none: /^FT_(NONE|PROTOCOL)$/,
  boolean: /^FT_BOOLEAN$/,
  uint: /^FT_(UINT\d+|CHAR|IPXNET)$/,
  int: /^FT_INT\d+$/,
  double: /^FT_(FLOAT|DOUBLE)$/,
  ipv4: /^FT_IPv4$/,
  ipv6: /^FT_IPv6$/,
  ether: /^FT_ETHER$/,
  string: /^FT_(STRING|STRINGZ|UINT_STRING|STRINGZPAD|STRINGZTRUNC)$/,
  // Options are protocols to tshark, and their values bytes.
  bytes: /^FT_(PROTOCOL|BYTES|UINT_BYTES|GUID|OID|AX25|VINES|EUI64|REL_OID|SYSTEM_ID|FCWWN)$/,
  time: /^FT_ABSOLUTE_TIME$/,
  duration: /^FT_RELATIVE_TIME$/,
  framenum: /^FT_FRAMENUM$/,
};

const theirs = tsharkFields();
const bitsOf = (type: string): number => Number(/^FT_U?INT(\d+)$/.exec(type)?.[1] ?? 0);

/** What is wrong with a field, in a few words; '' when it is as tshark has it. */
function wrong(name: string, def: FieldDef): string {
  const registered = theirs.get(name) ?? [];
  const found = registered.map(field => unlike(def, field));
  return found.length === 0 ? 'tshark has none' : found.includes('') ? '' : found[0]!;
}

function unlike(def: FieldDef, { type, base, mask }: TsharkField): string {
  if (!TYPES[def.type].test(type)) return `${def.type}, tshark: ${type}`;
  if (bitsOf(type) !== 0 && def.bits !== bitsOf(type)) return `${def.bits} bits, tshark: ${type}`;
  if (def.mask !== 0 && mask !== 0 && def.mask !== mask) {
    return `mask ${def.mask.toString(16)}, tshark: ${mask.toString(16)}`;
  }
  const hex = /HEX/.test(base) && !/DEC_HEX/.test(base);
  if (def.type === 'uint' && type !== 'FT_CHAR' && (def.base === 'hex') !== hex) return `${def.base}, tshark: ${base}`;
  return '';
}

describe.skipIf(theirs.size === 0)('the field catalogue', () => {
  test('has what tshark has under the same name', () => {
    const found = Object.entries(CATALOGUE as Readonly<Record<string, FieldDef>>)
      .filter(([name]) => !isOwn(name) && !OTHER_TYPE.has(name) && !OTHER_NUMBER.has(name))
      .map(([name, def]) => [name, wrong(name, def)] as const)
      .filter(([, what]) => what !== '');
    expect(Object.keys(CATALOGUE).length).toBeGreaterThan(1000);
    expect(Object.fromEntries(found)).toEqual({});
  });

  test('fields that stand for others name fields of its own, of the same type', () => {
    for (const [name, { of, type }] of Object.entries(CATALOGUE as Readonly<Record<string, FieldDef>>)) {
      for (const one of of ?? []) {
        const def = (CATALOGUE as Readonly<Record<string, FieldDef>>)[one];
        expect(def?.type, `${one}, which ${name} stands for`).toBe(type);
      }
    }
  });
});
