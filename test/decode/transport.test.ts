import { describe, expect, test } from 'vitest';
import { FAULT } from '../../main/decode/layers.ts';
import { ascii, concat, hex, icmp, ipv4, ipv6, tcp, u16, u32, udp, zeros } from '../build/packet.ts';
import { LINK, type Walked, walk } from './walk-one.ts';

const body = ascii('some data');
const over = (protocol: number, payload: Uint8Array, snap?: number): Walked =>
  walk(ipv4({ protocol, payload }), { linkType: LINK.raw, ...(snap === undefined ? {} : { snap: 20 + snap }) });

describe('TCP', () => {
  test('every field', () => {
    const { field, layers, payload } = over(6, tcp({ flags: 0x112, payload: body }));
    const names = 'srcport dstport seq_raw ack_raw hdr_len flags window_size_value checksum urgent_pointer len'.split(
      ' ',
    );
    expect(names.map(name => field(`tcp.${name}`))).toEqual([
      '49152',
      '8080',
      '4275878552',
      '7',
      '20',
      '0x0112',
      '65535',
      '0xcafe',
      '0',
      '9',
    ]);
    expect(layers).toMatchObject({
      tcpFlags: 0x112,
      tcpSeq: 0xfedcba98,
      payloadLength: 9,
      transportRead: 1,
      faults: 0,
    });
    expect(payload()).toEqual(body);
  });

  const options = (digits: string): Walked => over(6, tcp({ options: hex(digits), payload: body }));
  const optionNames = 'mss_val wscale.shift sack_perm sack_le sack_re timestamp.tsval timestamp.tsecr'.split(' ');
  const optionTexts = ({ field }: Walked): string[] => optionNames.map(name => field(`tcp.options.${name}`));

  test('options of a SYN', () => {
    const syn = options('020405b4 0402080a ffffffff 00000001 01030307');
    expect(optionTexts(syn)).toEqual(['1460', '7', '0402', '', '', '4294967295', '1']);
    expect(syn.field('tcp.len')).toBe('9');
  });

  test('all blocks of SACK, joined by commas', () => {
    expect(optionTexts(options('0101 0512 00000001 00000002 fffffffe ffffffff'))).toEqual([
      '',
      '',
      '',
      '1,4294967294',
      '2,4294967295',
      '',
      '',
    ]);
  });

  test('options behind "end of list" and behind a length below 2 are not read', () => {
    expect(optionTexts(options('00 020405b4 000000'))[0]).toBe('');
    expect(optionTexts(options('0800 020405b4 0000'))[0]).toBe('');
  });

  test('an option that reaches past the header is not read', () => {
    expect(optionTexts(options('01010208'))[0]).toBe('');
    expect(optionTexts(options('0101080a'))[5]).toBe('');
  });

  test('options of the record before are forgotten', () => {
    const { layers, field } = options('020405b4');
    expect(field('tcp.options.mss_val')).toBe('1460');
    layers.reset(0, 0, 0);
    expect(layers.optionsRead).toBe(0);
  });

  test('data offset below 5: ports, and nothing behind it', () => {
    const { field, layers } = over(6, tcp({ dataOffset: 4, payload: body }));
    expect(layers).toMatchObject({ transportRead: 0, srcPort: 49152, payloadLength: 0, faults: FAULT.malformed });
    expect([field('tcp.dstport'), field('tcp.hdr_len'), field('tcp.flags'), field('tcp.len')]).toEqual([
      '8080',
      '16',
      '',
      '',
    ]);
  });

  test('data offset past the packet: no negative payload', () => {
    expect(over(6, tcp({ dataOffset: 15 })).layers).toMatchObject({
      payloadLength: 0,
      payload: -1,
      faults: FAULT.malformed,
    });
  });

  test('options cut by the snap length: the payload length holds', () => {
    const { layers } = over(6, tcp({ options: zeros(40), payload: body }), 59);
    expect(layers).toMatchObject({ payloadLength: 9, payload: -1, transportRead: 1, faults: FAULT.cut });
  });

  test('header cut behind the data offset: the payload length holds', () => {
    const { layers, field } = over(6, tcp({ options: zeros(8), payload: body }), 14);
    expect(layers).toMatchObject({
      payloadLength: 9,
      transportRead: 0,
      srcPort: 49152,
      tcpFlags: 0,
      faults: FAULT.cut,
    });
    expect([field('tcp.ack_raw'), field('tcp.checksum')]).toEqual(['7', '']);
  });

  test('header cut in front of the data offset: the shortest header is taken off', () => {
    expect(over(6, tcp({ payload: body }), 4).layers).toMatchObject({ payloadLength: 9, dstPort: 8080 });
    expect(over(6, tcp({ payload: body }), 3).layers).toMatchObject({ payloadLength: 9, dstPort: 0 });
  });

  test('IP payload shorter than the header: Ethernet padding behind it is not read as TCP', () => {
    const packet = concat(ipv4({ protocol: 6, payload: tcp().subarray(0, 18) }), zeros(8));
    const { layers, field } = walk(packet, { linkType: LINK.raw });
    expect(layers).toMatchObject({ transportRead: 0, payloadLength: 0, faults: FAULT.malformed });
    expect([field('tcp.window_size_value'), field('tcp.urgent_pointer')]).toEqual(['65535', '']);
  });
});

describe('UDP', () => {
  test('every field', () => {
    const { field, layers, payload } = over(17, udp({ payload: body }));
    const names = 'srcport dstport length checksum'.split(' ');
    expect(names.map(name => field(`udp.${name}`))).toEqual(['40000', '9999', '17', '0xabcd']);
    expect(layers).toMatchObject({ payloadLength: 9, transportRead: 1, tcpFlags: 0, faults: 0 });
    expect(payload()).toEqual(body);
  });

  test('a length below that of IP leaves the rest out', () => {
    const { layers, payload } = over(17, udp({ payload: body, length: 12 }));
    expect(layers.payloadLength).toBe(4);
    expect(payload()).toEqual(body.subarray(0, 4));
  });

  test('a length beyond that of IP is not believed', () => {
    expect(over(17, udp({ payload: body, length: 65535 })).layers).toMatchObject({
      payloadLength: 9,
      faults: FAULT.malformed,
    });
  });

  test.each([0, 1, 7])('length %i: no payload, never a negative one', length => {
    expect(over(17, udp({ payload: body, length })).layers).toMatchObject({
      payloadLength: 0,
      payload: -1,
      srcPort: 40000,
      faults: FAULT.malformed,
    });
  });

  test('length 0 when the frame decides how long IP is', () => {
    const packet = ipv4({ protocol: 17, payload: udp({ payload: body, length: 0 }), totalLength: 0 });
    expect(walk(packet, { linkType: LINK.raw }).layers.payloadLength).toBe(9);
  });

  test('cut inside the header', () => {
    expect(over(17, udp({ payload: body }), 5).layers).toMatchObject({
      payloadLength: 9,
      transportRead: 0,
      dstPort: 9999,
      faults: FAULT.cut,
    });
  });
});

describe('other transports', () => {
  test.each([132, 33, 136])('protocol %i has ports, its payload is that of IP', protocol => {
    const { layers } = over(protocol, concat(u16(5000), u16(6000), zeros(20)));
    expect(layers).toMatchObject({ srcPort: 5000, dstPort: 6000, payloadLength: 24, faults: 0 });
  });

  test('a protocol without ports', () => {
    expect(over(89, zeros(24)).layers).toMatchObject({ srcPort: 0, dstPort: 0, payloadLength: 24, faults: 0 });
  });
});

describe('ICMP', () => {
  const echo = u32(0xbeef0001);

  test.each([8, 0, 13, 14, 17, 18, 42, 43])('type %i: both ports are the identifier', type => {
    const { layers, field } = over(1, icmp(type, 0, echo));
    expect(layers).toMatchObject({ srcPort: 0xbeef, dstPort: 0xbeef, payloadLength: 8, faults: 0 });
    expect(field('icmp.type')).toBe(String(type));
  });

  test.each([3, 5, 11])('type %i has no identifier', type => {
    const { layers, field } = over(1, icmp(type, 13, echo));
    expect(layers).toMatchObject({ srcPort: 0, dstPort: 0 });
    expect([field('icmp.code'), field('icmpv6.type')]).toEqual(['13', '']);
  });

  const overV6 = (payload: Uint8Array): Walked => walk(ipv6({ next: 58, payload }), { linkType: LINK.raw });

  test.each([128, 129, 160, 161])('ICMPv6 type %i: both ports are the identifier', type => {
    expect(overV6(icmp(type, 0, echo)).layers).toMatchObject({ srcPort: 0xbeef, dstPort: 0xbeef });
  });

  test('ICMPv6 messages without an identifier', () => {
    const { layers, field } = overV6(icmp(135, 0, echo));
    expect(layers).toMatchObject({ srcPort: 0, dstPort: 0 });
    expect([field('icmpv6.type'), field('icmpv6.code'), field('icmp.type')]).toEqual(['135', '0', '']);
  });

  test('cut in front of the identifier', () => {
    expect(over(1, icmp(8, 0, echo), 5).layers).toMatchObject({ srcPort: 0, payloadLength: 8, faults: FAULT.cut });
  });
});
