import { describe, expect, test } from 'vitest';
import { readDhcpNames } from '../../../main/decode/app/dhcp.ts';
import { dissectDhcp } from '../../../main/decode/app/dhcp-tree.ts';
import { addressText, parseIpv4 } from '../../../shared/net/address.ts';
import { dhcp, hostName, option } from '../../build/dhcp.ts';
import { name } from '../../build/dns.ts';
import { ascii, concat, hex, zeros } from '../../build/packet.ts';
import { valuesOf } from './dissect-payload.ts';
import { bearsHostileBytes, readsOnlyInside } from './hostile.ts';

const asked = option(50, parseIpv4('192.0.2.7')!);
const request = dhcp({ type: 3, options: [asked, hostName('laptop'), option(55, hex('01 03 06 ff'))] });
const encodedFqdn = option(81, concat(hex('04 00 00'), name('laptop.example.com')));
const ack = dhcp({ op: 2, type: 5, your: '192.0.2.9', options: [encodedFqdn, option(51, hex('00000e10'))] });

function namesOf(bytes: Uint8Array): string[] {
  const names: string[] = [];
  readDhcpNames(bytes, 0, bytes.length, (address, text, source) =>
    names.push(`${source} ${addressText(address)} ${text}`),
  );
  return names;
}

describe('names in DHCP', () => {
  test('of the address that is asked for, given or had', () => {
    expect(namesOf(request)).toEqual(['dhcp 192.0.2.7 laptop']);
    expect(namesOf(ack)).toEqual(['dhcp 192.0.2.9 laptop.example.com']);
    const inform = dhcp({
      type: 8,
      client: '192.0.2.8',
      options: [hostName('desk'), option(81, ascii('\0\0\0desk.lan'))],
    });
    expect(namesOf(inform)).toEqual(['dhcp 192.0.2.8 desk.lan', 'dhcp 192.0.2.8 desk']);
  });

  test('a name without its last empty label', () => {
    const cut = option(81, concat(hex('04 00 00'), name('host').slice(0, -1)));
    expect(namesOf(dhcp({ type: 3, options: [asked, cut] }))).toEqual(['dhcp 192.0.2.7 host']);
  });

  test('of nothing: discover, no address, no cookie', () => {
    expect(namesOf(dhcp({ type: 1, options: [asked, hostName('x')] }))).toEqual([]);
    expect(namesOf(dhcp({ type: 3, options: [hostName('x')] }))).toEqual([]);
    expect(namesOf(request.with(236, 0))).toEqual([]);
  });

  test('are escaped', () => {
    expect(namesOf(dhcp({ type: 3, options: [asked, hostName('a\nb\xff')] }))).toEqual(['dhcp 192.0.2.7 a\\nb\ufffd']);
  });

  test('hostile messages', () => {
    readsOnlyInside([request, ack], (bytes, at, end) => readDhcpNames(bytes, at, end, () => {}));
  });
});

describe('tree of DHCP', () => {
  test('header and plain options', () => {
    const values = valuesOf(request, dissectDhcp);
    expect(values.get('dhcp.option.type')).toEqual(['53', '50', '12', '55', '0']);
    expect(values.get('dhcp.option.hostname')).toEqual(['laptop']);
    expect(values.get('dhcp.option.requested_ip_address')).toEqual(['192.0.2.7']);
    expect(values.get('dhcp.option.request_list_item')).toEqual(['1', '3', '6', '255']);
    expect(values.get('dhcp.hw.mac_addr')).toEqual(['02:00:00:00:00:0a']);
    expect(values.get('dhcp.flags.bc')).toEqual(['1']);
    expect(valuesOf(ack, dissectDhcp).get('dhcp.fqdn.name')).toEqual(['laptop.example.com']);
  });

  test('without a message type it is BOOTP', () => {
    expect(valuesOf(dhcp({}), dissectDhcp).get('dhcp.bootp')).toEqual(['1']);
    expect(valuesOf(request, dissectDhcp).has('dhcp.bootp')).toBe(false);
  });

  test('seconds in the wrong order are noted and turned', () => {
    const values = valuesOf(dhcp({ type: 1, seconds: 0x0300 }), dissectDhcp);
    expect([values.get('dhcp.secs'), values.has('dhcp.secs_le')]).toEqual([['3'], true]);
  });

  test('options in the fields for names', () => {
    const overloaded = dhcp({
      type: 2,
      serverName: concat(hostName('inside'), hex('ff')),
      fileName: hostName('no end'),
      options: [option(52, hex('03'))],
    });
    const values = valuesOf(overloaded, dissectDhcp);
    expect(values.get('dhcp.option.hostname')).toEqual(['inside', 'no end']);
    expect(values.has('dhcp.option.option_overload.file_end_missing')).toBe(true);
    expect(values.has('dhcp.server')).toBe(false);
  });

  test('identifiers of clients', () => {
    const id = (data: string): ReturnType<typeof valuesOf> =>
      valuesOf(dhcp({ type: 1, options: [option(61, hex(data))] }), dissectDhcp);
    expect(id('01 020000000001').get('dhcp.hw.mac_addr')?.[1]).toBe('02:00:00:00:00:01');
    expect(id('00 33221100554477668899aabbccddeeff').get('dhcp.client_id.uuid')).toEqual([
      '00112233-4455-6677-8899-aabbccddeeff',
    ]);
    const timed = id('ff 00000001 0001 0001 2a2b2c2d 020000000001');
    expect(timed.get('dhcp.client_id.link_layer_address')).toEqual(['02:00:00:00:00:01']);
    expect(timed.get('dhcp.client_id.iaid')).toEqual(['00000001']);
  });

  test('a search list in two parts (RFC 3396), routes, relay', () => {
    const list = concat(name('eng.example.com'), name('sales', 4));
    const options = [
      option(119, list.slice(0, 9)),
      option(119, list.slice(9)),
      option(121, hex('18 c00002 c0000201 00 c0000202')),
      option(82, hex('01 02 aabb 05 04 c0000203 63 01 00')),
    ];
    const values = valuesOf(dhcp({ type: 5, options }), dissectDhcp);
    expect(values.get('dhcp.option.dhcp_dns_domain_search_list_fqdn')).toEqual([
      'eng.example.com',
      'sales.example.com',
    ]);
    expect(values.get('dhcp.option.classless_static_route')).toEqual(['18c00002c0000201', '00c0000202']);
    expect(values.get('dhcp.option.agent_information_option.link_selection')).toEqual(['192.0.2.3']);
  });

  test('a value of a wrong length is noted', () => {
    const values = valuesOf(
      dhcp({ type: 1, options: [option(50, hex('c00002')), option(6, hex('c0000201 c0'))] }),
      dissectDhcp,
    );
    expect(values.get('dhcp.bad_length')).toHaveLength(2);
    expect(values.get('dhcp.option.domain_name_server')).toEqual(['192.0.2.1']);
  });

  test('hostile messages', () => {
    const rich = dhcp({
      type: 5,
      options: [
        option(61, hex('ff 00000001 0001 0001 2a2b2c2d 020000000001')),
        option(77, hex('02 6161 01 62')),
        encodedFqdn,
      ],
    });
    bearsHostileBytes([request, ack, rich], dissectDhcp);
    const fields = option(52, hex('03'));
    bearsHostileBytes(
      [concat(dhcp({ type: 1, serverName: fields, fileName: fields, options: [fields] }), zeros(9))],
      dissectDhcp,
    );
  });
});
