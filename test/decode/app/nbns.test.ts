import { describe, expect, test } from 'vitest';
import { decodeNetbiosName, readNbnsNames } from '../../../main/decode/app/nbns.ts';
import { dissectNbdgm, dissectNbns } from '../../../main/decode/app/nbns-tree.ts';
import { addressText, parseIpv4 } from '../../../shared/net/address.ts';
import { message, name, question, record } from '../../build/dns.ts';
import { ascii, concat, hex, u16, zeros } from '../../build/packet.ts';
import { valuesOf } from './dissect-payload.ts';
import { bearsHostileBytes, readsOnlyInside } from './hostile.ts';

const V4 = parseIpv4('192.0.2.7')!;

/** Two letters for each half of a byte. */
function encoded(text: string, suffix: number): string {
  const bytes = [...ascii(text.padEnd(15)), suffix];
  return bytes.map(byte => String.fromCharCode(65 + (byte >> 4), 65 + (byte & 15))).join('');
}
const nb = (text: string, suffix: number, flags = 0x6000): Uint8Array =>
  record(name(encoded(text, suffix)), 0x20, concat(u16(flags), V4));

const registration = message({
  flags: 0x2910,
  questions: [question(name(encoded('FILESERVER', 0x20)), 0x20)],
  additional: [record(name('', 12), 0x20, concat(u16(0x6000), V4))],
});
const status = message({
  flags: 0x8400,
  answers: [
    record(
      name(encoded('*', 0)),
      0x21,
      concat(
        Uint8Array.of(2),
        ascii('HOST           '),
        hex('00 0400'),
        ascii('GROUP          '),
        hex('00 8400'),
        zeros(46),
      ),
    ),
  ],
});
const datagram = concat(
  hex('11 0a 1234 c0000207 008a 0050 0000'),
  name(encoded('SENDER', 0)),
  name(encoded('WORKGROUP', 0x1d)),
  ascii('SMB'),
);

function namesOf(bytes: Uint8Array): string[] {
  const names: string[] = [];
  readNbnsNames(bytes, 0, bytes.length, (address, text, source) =>
    names.push(`${source} ${addressText(address)} ${text}`),
  );
  return names;
}

describe('NetBIOS names', () => {
  test('are undone from their first-level encoding', () => {
    expect(decodeNetbiosName(encoded('FRED', 0x20))).toEqual({ text: 'FRED', suffix: 0x20, scope: '' });
    expect(decodeNetbiosName(`${encoded('A\u0001B', 0)}.net`)).toEqual({ text: 'A<01>B', suffix: 0, scope: '.net' });
  });

  test.each([
    ['EG', '1 bytes long'],
    ['EGF', 'odd number of bytes'],
    ['e', '1st character not between A and Z in first-level encoding'],
    ['Ee', '2nd character not between A and Z in first-level encoding'],
  ])('%s is none', (text, why) => {
    expect(decodeNetbiosName(text)).toEqual({ text: `Illegal NetBIOS name (${why})`, suffix: -1, scope: '' });
  });

  test('of hosts in registrations and answers', () => {
    expect(namesOf(registration)).toEqual(['nbns 192.0.2.7 FILESERVER']);
    expect(namesOf(message({ flags: 0x8500, answers: [nb('HOST', 0)] }))).toEqual(['nbns 192.0.2.7 HOST']);
  });

  test('of groups and of other services are left out', () => {
    expect(namesOf(message({ answers: [nb('WORKGROUP', 0, 0xe000), nb('HOST', 0x1d), nb('', 0x20)] }))).toEqual([]);
  });

  test('hostile messages', () => {
    readsOnlyInside([registration, status], (bytes, at, end) => readNbnsNames(bytes, at, end, () => {}));
  });
});

describe('tree of the NetBIOS name service', () => {
  test('a registration', () => {
    const values = valuesOf(registration, dissectNbns);
    expect(values.get('nbns.name')).toEqual(['FILESERVER<20>', 'FILESERVER<20> (Server service)']);
    expect(values.get('nbns.flags.opcode')).toEqual(['5']);
    expect(values.get('nbns.addr')).toEqual(['192.0.2.7']);
    expect(values.get('nbns.nb_flags.ont')).toEqual(['3']);
    expect(values.has('nbns.flags.rcode')).toBe(false);
  });

  test('a status answer', () => {
    const values = valuesOf(status, dissectNbns);
    expect(values.get('nbns.netbios_name')).toEqual(['HOST', 'GROUP']);
    expect(values.get('nbns.name_flags.group')).toEqual(['0', '1']);
    expect(values.get('nbns.unit_id')).toEqual(['00:00:00:00:00:00']);
    expect(values.has('_ws.malformed')).toBe(false);
  });

  test('an entry that is not whole is noted', () => {
    const half = record(name(encoded('HOST', 0)), 0x20, concat(u16(0x6000), V4, u16(0x6000)));
    const values = valuesOf(message({ answers: [half] }), dissectNbns);
    expect(values.get('nbns.nb_flags')).toEqual(['0x6000', '0x6000']);
    expect(values.has('nbns.incomplete_entry')).toBe(true);
  });

  test('a datagram names both ends', () => {
    const values = valuesOf(datagram, dissectNbdgm);
    expect(values.get('nbdgm.source_name')).toEqual(['SENDER<00>']);
    expect(values.get('nbdgm.destination_name')).toEqual(['WORKGROUP<1d>']);
    expect(values.get('nbdgm.node_type')).toEqual(['2']);
  });

  test('hostile messages', () => {
    bearsHostileBytes([registration, status], dissectNbns);
    bearsHostileBytes([datagram], dissectNbdgm);
  });
});
