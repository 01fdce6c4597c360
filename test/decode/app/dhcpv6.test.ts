import { describe, expect, test } from 'vitest';
import { readDhcpv6Names } from '../../../main/decode/app/dhcpv6.ts';
import { dissectDhcpv6 } from '../../../main/decode/app/dhcpv6-tree.ts';
import { addressText, parseIpv6 } from '../../../shared/net/address.ts';
import { name } from '../../build/dns.ts';
import { ascii, concat, hex, u16, u32, zeros } from '../../build/packet.ts';
import { dissectPayload, valuesOf } from './dissect-payload.ts';
import { bearsHostileBytes, readsOnlyInside } from './hostile.ts';

const option = (code: number, ...data: readonly Uint8Array[]): Uint8Array => {
  const all = concat(...data);
  return concat(u16(code), u16(all.length), all);
};
const message = (type: number, ...options: readonly Uint8Array[]): Uint8Array =>
  concat(hex(`${type.toString(16).padStart(2, '0')} abcdef`), ...options);
const relay = (inner: Uint8Array, hops: string): Uint8Array =>
  concat(
    hex(`0c ${hops}`),
    parseIpv6('2001:db8::1')!,
    parseIpv6('fe80::1')!,
    option(18, ascii('eth0')),
    option(9, inner),
  );

const clientId = option(1, hex('0001 0001 2a2b2c2d 020000000001'));
const address = option(5, parseIpv6('2001:db8::7')!, u32(3600), u32(7200), option(13, hex('0000'), ascii('fine')));
const request = message(
  3,
  clientId,
  option(3, hex('00000001 00000e10 00001c20'), address),
  option(6, hex('0017 0018')),
  option(8, hex('0064')),
  option(39, hex('01'), name('laptop.example.com')),
);
const reply = message(
  7,
  option(2, hex('0003 0001 020000000002')),
  option(25, hex('00000002 0000ffff 0000ffff'), option(26, u32(1), u32(2), hex('38'), parseIpv6('2001:db8:1::')!)),
  option(23, parseIpv6('2001:db8::53')!),
  option(24, name('example.com'), name('lan')),
  option(56, hex('0001 0010'), parseIpv6('2001:db8::123')!),
  option(17, hex('00000009 0001 0002 aabb')),
  option(15, hex('0002 6161')),
);
const relayed = relay(relay(request, '00'), '01');

function namesOf(bytes: Uint8Array): string[] {
  const names: string[] = [];
  readDhcpv6Names(bytes, 0, bytes.length, (at, text, source) => names.push(`${source} ${addressText(at)} ${text}`));
  return names;
}

describe('names in DHCPv6', () => {
  test('of the addresses in the same message, through relays', () => {
    expect(namesOf(request)).toEqual(['dhcp 2001:db8::7 laptop.example.com']);
    expect(namesOf(relayed)).toEqual(namesOf(request));
  });

  test('a partial name; no name, no address', () => {
    const partial = option(39, hex('00'), name('laptop').slice(0, -1));
    expect(namesOf(message(3, partial, option(3, zeros(12), address)))).toEqual(['dhcp 2001:db8::7 laptop']);
    expect(namesOf(message(3, option(3, zeros(12), address)))).toEqual([]);
    expect(namesOf(message(3, partial))).toEqual([]);
  });

  test('hostile messages', () => {
    readsOnlyInside([request, reply, relayed], (bytes, at, end) => readDhcpv6Names(bytes, at, end, () => {}));
  });
});

describe('tree of DHCPv6', () => {
  test('a request', () => {
    const values = valuesOf(request, dissectDhcpv6);
    expect(values.get('dhcpv6.xid')).toEqual(['0xabcdef']);
    expect(values.get('dhcpv6.option.type')).toEqual(['1', '3', '5', '13', '6', '8', '39']);
    expect(values.get('dhcpv6.duidllt.link_layer_addr')).toEqual(['02:00:00:00:00:01']);
    expect(values.get('dhcpv6.iaid')).toEqual(['00000001']);
    expect(values.get('dhcpv6.iaaddr.ip')).toEqual(['2001:db8::7']);
    expect(values.get('dhcpv6.status_msg')).toEqual(['fine']);
    expect(values.get('dhcpv6.elapsed_time')).toEqual(['1000']);
    expect(values.get('dhcpv6.client_domain')).toEqual(['laptop.example.com.']);
    expect(values.get('dhcpv6.clientfqdn.client.s')).toEqual(['1']);
  });

  test('a reply', () => {
    const values = valuesOf(reply, dissectDhcpv6);
    expect(values.get('dhcpv6.iaprefix.pref_addr')).toEqual(['2001:db8:1::']);
    expect(values.get('dhcpv6.search_list_entry')).toEqual(['example.com.']);
    expect(values.get('dhcpv6.tld')).toEqual(['lan.']);
    expect(values.get('dhcpv6.ntpserver.addr')).toEqual(['2001:db8::123']);
    expect(values.get('dhcpv6.vendoropts.enterprise.option_data')).toEqual(['aabb']);
    expect(values.has('_ws.malformed')).toBe(false);
  });

  test('relayed messages lie in each other', () => {
    const values = valuesOf(relayed, dissectDhcpv6);
    expect(values.get('dhcpv6.hopcount')).toEqual(['1', '0']);
    expect(values.get('dhcpv6')).toEqual(['', '', '']);
    expect(dissectPayload(relayed, dissectDhcpv6).protocols).toEqual(['dhcpv6']);
  });

  test('relays and associations in each other end', () => {
    let bytes = request;
    for (let i = 0; i < 200; i++) bytes = relay(bytes, '00');
    expect(valuesOf(bytes, dissectDhcpv6).get('dhcpv6.hopcount')!.length).toBeLessThan(64);
    let nested = option(13, hex('0000'));
    for (let i = 0; i < 200; i++) nested = option(3, zeros(12), nested);
    expect(valuesOf(message(3, nested), dissectDhcpv6).get('dhcpv6.iaid')!.length).toBeLessThan(64);
  });

  test('an option of a wrong length is noted', () => {
    expect(valuesOf(message(3, option(7, hex('0102'))), dissectDhcpv6).has('dhcpv6.malformed_option')).toBe(true);
  });

  test('hostile messages', () => {
    bearsHostileBytes([request, reply, relayed], dissectDhcpv6);
  });
});
