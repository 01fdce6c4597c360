// Trees of network and transport layers out of bytes built here: what each header, option and note looks like.
import { describe, expect, test } from 'vitest';
import {
  arp,
  ascii,
  authentication,
  concat,
  ethernet,
  extension,
  fragmentHeader,
  hex,
  icmp,
  ipv4,
  ipv6,
  tcp,
  u16,
  u32,
  udp,
  V4_A,
  V4_B,
  V6_A,
  V6_B,
  zeros,
} from '../build/packet.ts';
import { mutated } from './mutate.ts';
import { dissectOne, treeLines, treeOf } from './tree-of.ts';

const raw = { linkType: 101 };
const values = (packet: Uint8Array, ...names: readonly string[]): string[] => {
  const tree = treeOf(packet, raw);
  return names.map(name => (tree.get(name) ?? []).join('|'));
};
const has = (packet: Uint8Array, note: string): boolean => treeOf(packet, raw).has(note);
const segment = tcp({ payload: ascii('data') });
const withOptions = (options: string): Uint8Array => ipv4({ protocol: 6, payload: segment, options: hex(options) });

describe('IPv4', () => {
  test('options', () => {
    expect(
      values(withOptions('0101 07 0b 08 0a000001 0a000002 00 000000'), 'ip.opt.type', 'ip.rec_rt', 'ip.empty_rt'),
    ).toEqual(['1|1|7|0', '10.0.0.1', '10.0.0.2']);
    expect(values(withOptions('94040000'), 'ip.opt.type', 'ip.opt.len', 'ip.opt.ra')).toEqual(['148', '4', '0']);
    expect(values(withOptions('44 0c 0d 01 0a000001 00000007'), 'ip.opt.time_stamp_addr', 'ip.opt.time_stamp')).toEqual(
      ['10.0.0.1', '7'],
    );
    expect(values(withOptions('82 0b f135 0001 0000 000000 00'), 'ip.opt.sec_rfc791_sec')).toEqual(['0xf135']);
    expect(values(withOptions('82 04 ab 80'), 'ip.opt.sec_cl', 'ip.opt.sec_prot_auth_genser')).toEqual(['0xab', '1']);
  });

  test('a source route that is not used up names the final destination', () => {
    const packet = withOptions('83 0b 04 0a000001 0a000002 00');
    expect(values(packet, 'ip.cur_rt', 'ip.src_rt', 'ip.dst')).toEqual([V4_B, '10.0.0.1', '10.0.0.2']);
  });

  test.each([
    ['an option longer than the options', '0709', 'ip.opt.len.invalid'],
    ['an option shorter than its header', '0701', 'ip.opt.len.invalid'],
    ['a pointer into an address', '0707 05 00000000 00', 'ip.opt.ptr.middle_address'],
    ['four in a row that do nothing', '01010101', 'ip.nop'],
  ])('%s', (_, options, note) => {
    expect(has(withOptions(options.replaceAll(' ', '').padEnd(8, '0')), note)).toBe(true);
  });

  test('notes of the header', () => {
    expect(has(ipv4({ protocol: 6, payload: segment, ttl: 2 }), 'ip.ttl.too_small')).toBe(true);
    expect(has(ipv4({ protocol: 6, payload: segment, totalLength: 9 }), 'ip.bogus_ip_length')).toBe(true);
    expect(has(ipv4({ protocol: 6, payload: segment, totalLength: 900 }), 'ip.bogus_ip_length')).toBe(true);
    expect(has(ipv4({ protocol: 6, payload: segment, headerWords: 4 }), 'ip.bogus_header_length')).toBe(true);
    expect(has(ipv4({ protocol: 6, payload: segment }), 'ip.checksum_bad.expert')).toBe(true);
  });
});

describe('IPv6', () => {
  test('options of extension headers', () => {
    const options = extension(6, segment, hex('0502 0000 0100'));
    expect(
      values(ipv6({ next: 0, payload: options }), 'ipv6.opt.router_alert', 'ipv6.opt.padn', 'tcp.dstport'),
    ).toEqual(['0', '<MISSING>', '8080']);
    const jumbo = extension(6, segment, concat(hex('c204'), u32(8 + segment.length)));
    expect(has(ipv6({ next: 0, payload: jumbo, payloadLength: 0 }), 'ipv6.opt.jumbo.truncated')).toBe(true);
    expect(
      has(
        ipv6({ next: 60, payload: extension(6, segment, concat(hex('c204'), u32(70000))) }),
        'ipv6.opt.header_mismatch',
      ),
    ).toBe(true);
  });

  test('routing headers', () => {
    const last = hex('20010db8 00000000 00000000 000000ff');
    const rt0 = concat(hex('06 02 00 01 00000000'), last, segment);
    expect(values(ipv6({ next: 43, payload: rt0 }), 'ipv6.routing.type', 'ipv6.routing.src.addr')).toEqual([
      '0',
      '2001:db8::ff',
    ]);
    const srh = concat(hex('06 02 04 00 00 00 0000'), last, segment);
    expect(values(ipv6({ next: 43, payload: srh }), 'ipv6.routing.srh.addr', 'tcp.dstport')).toEqual([
      '2001:db8::ff',
      '8080',
    ]);
    const rpl = concat(hex('06 01 03 01 ff 00 0000 ab 00000000000000'), segment);
    expect(values(ipv6({ next: 43, payload: rpl }), 'ipv6.routing.rpl.addr_count')[0]).toBe('8');
    expect(
      has(ipv6({ next: 43, payload: concat(hex('06 00 00 05 00000000'), segment) }), 'ipv6.routing.invalid_segleft'),
    ).toBe(true);
  });

  test('fragment, authentication and hosts in addresses', () => {
    const atomic = ipv6({ next: 44, payload: fragmentHeader(6, 0, 9, segment) });
    expect(values(atomic, 'ipv6.fraghdr.ident', 'ipv6.fraghdr.more', 'tcp.dstport')).toEqual([
      '0x00000009',
      '0',
      '8080',
    ]);
    expect(values(ipv6({ next: 51, payload: authentication(6, segment) }), 'ah.next_header', 'tcp.dstport')).toEqual([
      '6',
      '8080',
    ]);
    const packet = ipv6({ next: 59, payload: zeros(0) });
    packet.set(hex('fe80000000000000 020000fffe00000a'), 8);
    packet.set(hex('20010000 c0000201 0000 63bf 3fff fdfe'), 24);
    expect(values(packet, 'ipv6.src_slaac_mac', 'ipv6.dst_ts_ipv4', 'ipv6.dst_tc_port', 'ipv6.dst_tc_ipv4')).toEqual([
      '00:00:00:00:00:0a',
      '192.0.2.1',
      '40000',
      '192.0.2.1',
    ]);
  });
});

describe('TCP', () => {
  const options = (digits: string, flags = 2): Uint8Array =>
    ipv4({ protocol: 6, payload: tcp({ flags, options: hex(digits) }) });

  test('every flag', () => {
    const names = 'res ae cwr ece urg ack push reset syn fin'.split(' ').map(bit => `tcp.flags.${bit}`);
    expect(values(ipv4({ protocol: 6, payload: tcp({ flags: 0x5a5 }) }), ...names, 'tcp.flags.str')).toEqual([
      '1',
      '1',
      '1',
      '0',
      '1',
      '0',
      '0',
      '1',
      '0',
      '1',
      '·R·AC·U··R·F',
    ]);
  });

  test('options', () => {
    const names = [
      'tcp.options.mss_val',
      'tcp.options.wscale.shift',
      'tcp.options.wscale.multiplier',
      'tcp.options.sack_perm',
    ];
    expect(values(options('020405b4 01030307 04020000'), ...names)).toEqual(['1460', '7', '128', '0402']);
    const sack = options('0101 050a 00000005 00000009', 0x10);
    expect(values(sack, 'tcp.options.sack_le', 'tcp.options.sack_re', 'tcp.options.sack.count')).toEqual([
      '5',
      '9',
      '1',
    ]);
    expect(values(options('1312 000102030405060708090a0b0c0d0e0f 0000'), 'tcp.options.md5.digest')).toEqual([
      '000102030405060708090a0b0c0d0e0f',
    ]);
    expect(values(options('2206 01020304 0000'), 'tcp.options.tfo.cookie')).toEqual(['01020304']);
    expect(
      values(options('1e0c 00 81 0000000000000007'), 'tcp.options.mptcp.subtype', 'tcp.options.mptcp.sendkey'),
    ).toEqual(['0', '7']);
  });

  test.each([
    ['no MSS in a SYN', '01010101', 2, 'tcp.options.mss.absent'],
    ['MSS in what is no SYN', '020405b4', 0x10, 'tcp.options.mss.present'],
    ['a shift beyond 14', '03030f01', 2, 'tcp.options.wscale.shift.invalid'],
    ['an option longer than the options', '0809 0000', 2, 'tcp.option.len.invalid'],
    ['something behind the end', '0000 0001', 2, 'tcp.non_zero_bytes_after_eol'],
    ['a duplicate acknowledged', '0101 050a 00000001 00000005', 0x10, 'tcp.options.sack.dsack'],
  ])('%s', (_, digits, flags, note) => {
    expect(has(options(digits, flags), note)).toBe(true);
  });

  test('connections begin and end', () => {
    const note = (flags: number): string[] =>
      [...treeOf(ipv4({ protocol: 6, payload: tcp({ flags }) }), raw).keys()].filter(name =>
        /^tcp\.connection\.\w+$/.test(name),
      );
    expect([note(2), note(0x12), note(1), note(4)].map(([first]) => first)).toEqual([
      'tcp.connection.syn',
      'tcp.connection.synack',
      'tcp.connection.fin',
      'tcp.connection.rst',
    ]);
  });
});

describe('UDP', () => {
  test('lengths that lie', () => {
    expect(has(ipv4({ protocol: 17, payload: udp({ length: 7 }) }), 'udp.length.bad')).toBe(true);
    expect(has(ipv4({ protocol: 17, payload: udp({ length: 99 }) }), 'udp.length.bad')).toBe(true);
    expect(
      values(
        ipv4({ protocol: 136, payload: udp({ length: 8, payload: ascii('lite') }) }),
        'udp.length',
        'udp.checksum_coverage',
      ),
    ).toEqual(['12', '8']);
  });
});

describe('ICMP', () => {
  const quoted = ipv4({ protocol: 17, payload: udp({ payload: zeros(100) }) }).subarray(0, 28);

  test('an error quotes a packet, which was cut by its sender and not by a lie', () => {
    const packet = ipv4({ protocol: 1, payload: icmp(3, 4, concat(hex('0000 05dc'), quoted)) });
    const tree = treeOf(packet, raw);
    expect([tree.get('icmp.mtu'), tree.get('ip.src'), tree.get('udp.dstport')]).toEqual([
      ['1500'],
      [V4_A, V4_A],
      ['9999'],
    ]);
    expect(tree.has('udp.length.bad') || tree.has('_ws.malformed')).toBe(false);
    expect(tree.get('frame.protocols')).toEqual(['raw:ip:icmp:ip:udp']);
  });

  test('messages with fields of their own', () => {
    const of = (type: number, rest: string, ...names: string[]): string[] =>
      values(ipv4({ protocol: 1, payload: icmp(type, 0, hex(rest)) }), ...names);
    expect(of(8, '00070100 61', 'icmp.ident', 'icmp.ident_le', 'icmp.seq')).toEqual(['7', '1792', '256']);
    expect(of(5, '0a000001', 'icmp.redir_gw')).toEqual(['10.0.0.1']);
    expect(of(9, '01 02 0708 0a000001 ffffffff', 'icmp.router_address', 'icmp.pref_level')).toEqual(['10.0.0.1', '-1']);
    expect(of(13, '00070001 00000001 00000002 00000003', 'icmp.transmit_timestamp')).toEqual(['3']);
    expect(of(17, '00070001 ffffff00', 'icmp.address_mask')).toEqual(['255.255.255.0']);
  });

  test('labels of MPLS behind what is quoted', () => {
    const padded = concat(quoted, zeros(128 - quoted.length));
    const labels = hex('2000 0000 0008 0101 00064001');
    const tree = treeOf(ipv4({ protocol: 1, payload: icmp(11, 0, concat(hex('00200000'), padded, labels)) }), raw);
    expect([tree.get('icmp.mpls.label'), tree.get('icmp.mpls.ttl')]).toEqual([['100'], ['1']]);
  });
});

describe('ICMPv6', () => {
  const of = (type: number, rest: string, ...names: string[]): string[] =>
    values(ipv6({ next: 58, payload: icmp(type, 0, hex(rest)) }), ...names);

  test('Neighbor Discovery', () => {
    const target = 'fe800000 00000000 00000000 00000001';
    expect(
      of(135, `00000000 ${target} 0101 02000000000a`, 'icmpv6.nd.ns.target_address', 'icmpv6.opt.linkaddr'),
    ).toEqual(['fe80::1', '02:00:00:00:00:0a']);
    const advertisement =
      '40 c0 0708 00000000 00000000 0501 0000 000005dc 0304 40 c0 00000e10 00000708 00000000 20010db8000000000000000000000000';
    const names = ['icmpv6.nd.ra.flag.m', 'icmpv6.nd.ra.router_lifetime', 'icmpv6.opt.mtu', 'icmpv6.opt.prefix'];
    expect(of(134, advertisement, ...names)).toEqual(['1', '1800', '1500', '2001:db8::']);
    expect(of(134, `${'00'.repeat(12)} 1902 0000 0000003c`, 'icmpv6.opt.rdnss')).toEqual(['']);
    const search = `${'00'.repeat(12)} 1f03 0000 0000003c 03 6c616e 00 04 686f6d65 00 0000000000`;
    expect(of(134, search, 'icmpv6.opt.dnssl')).toEqual(['lan|home']);
    expect(
      has(ipv6({ next: 58, payload: icmp(133, 0, hex('00000000 0100 0000')) }), 'icmpv6.invalid_option_length'),
    ).toBe(true);
  });

  test('MLD', () => {
    const group = 'ff020000 00000000 00000000 00000016';
    expect(
      of(143, `0000 0001 04 00 0000 ${group}`, 'icmpv6.mldr.mar.record_type', 'icmpv6.mldr.mar.multicast_address'),
    ).toEqual(['4', 'ff02::16']);
    expect(of(130, `8000 0000 ${group} 02 7d 0000`, 'icmpv6.mld.maximum_response_code', 'icmpv6.mld.qqi')).toEqual([
      '32768',
      '125',
    ]);
  });
});

test('IGMP of every version', () => {
  const of = (digits: string, ...names: string[]): string[] =>
    values(ipv4({ protocol: 2, payload: hex(digits) }), ...names);
  expect(of('11 00 0000 00000000', 'igmp.version')).toEqual(['1']);
  expect(of('16 00 0000 e0000016', 'igmp.version', 'igmp.maddr')).toEqual(['2', '224.0.0.22']);
  expect(of('11 64 0000 00000000 02 7d 0001 0a000001', 'igmp.version', 'igmp.saddr', 'igmp.qqic')).toEqual([
    '3',
    '10.0.0.1',
    '125',
  ]);
  expect(of('22 00 0000 0000 0001 04 00 0000 e0000016', 'igmp.record_type', 'igmp.maddr')).toEqual(['4', '224.0.0.22']);
});

test('ARP: requests, and what they are besides', () => {
  const tree = treeOf(ethernet(0x0806, arp(1)));
  expect([tree.get('arp.src.hw_mac'), tree.get('arp.dst.proto_ipv4')]).toEqual([['02:00:00:00:00:0a'], [V4_B]]);
  const announcement = arp(1);
  announcement.copyWithin(24, 14, 18);
  expect(treeOf(ethernet(0x0806, announcement)).get('arp.isannouncement')).toEqual(['1']);
  const probe = arp(1);
  probe.fill(0, 14, 18);
  expect(treeOf(ethernet(0x0806, probe)).get('arp.isprobe')).toEqual(['1']);
});

test('SCTP and DCCP', () => {
  const data = concat(hex('00 03 0015 00000001 0002 0003 0000003c'), ascii('hello'), zeros(3));
  const sctp = concat(u16(1), u16(2), u32(0xabcd), zeros(4), data, hex('03 00 0010 00000001 0000ffff 0000 0000'));
  const names = ['sctp.chunk_type', 'sctp.data_tsn_raw', 'sctp.data_sid', 'sctp.chunk_padding', 'sctp.sack_a_rwnd'];
  expect(values(ipv4({ protocol: 132, payload: sctp }), ...names)).toEqual(['0|3', '1', '0x0002', '000000', '65535']);
  const dccp = concat(u16(1), u16(2), hex('05 00 0000 01 00 000000000007 0000002a'));
  expect(values(ipv4({ protocol: 33, payload: dccp }), 'dccp.seq_raw', 'dccp.service_code')).toEqual(['7', '42']);
});

test('layers say who talks to whom', () => {
  const lines = treeLines(dissectOne(ipv6({ next: 6, payload: segment }), raw)).join('\n');
  expect(lines).toContain(`Internet Protocol Version 6, Src: ${V6_A}, Dst: ${V6_B}`);
  expect(lines).toContain('Transmission Control Protocol, Src Port: 49152, Dst Port: 8080');
});

describe('hostile packets', () => {
  const rounds = Number(process.env.FUZZ_ROUNDS ?? 2000);
  const samples = [
    withOptions('07 0b 08 0a000001 0a000002 00'),
    ipv6({
      next: 0,
      payload: extension(
        43,
        concat(hex('2c 02 00 01 00000000'), zeros(16), fragmentHeader(60, 1, 9, extension(6, segment))),
      ),
    }),
    ipv6({ next: 43, payload: concat(hex('06 01 03 01 ff 00 0000 ab 00000000000000'), segment) }),
    ipv4({
      protocol: 6,
      payload: tcp({ options: hex('020405b4 0402 080a 00000001 00000002 01 030307 1e0c 00 81 0000000000000007 0000') }),
    }),
    ipv4({
      protocol: 1,
      payload: icmp(11, 0, concat(hex('00200000'), zeros(128), hex('2000 0000 0008 0101 00064001'))),
    }),
    ipv6({
      next: 58,
      payload: icmp(
        134,
        0,
        hex('40c0070800000000000000000501000000 0005dc 1f03000000000003c036c616e0004686f6d6500000000000000'),
      ),
    }),
    ipv6({ next: 58, payload: icmp(143, 0, concat(hex('00000001 04010001'), zeros(36))) }),
    ipv4({
      protocol: 2,
      payload: hex('22 00 0000 0000 0002 04 01 0001 e0000016 0a000001 00000000 04 00 0000 e0000016'),
    }),
    ipv4({
      protocol: 132,
      payload: concat(
        u32(1),
        zeros(8),
        hex('01 00 0020 00000001 00000001 0001 0001 00000001 0005 0008 0a000001 c000 0004'),
      ),
    }),
    ipv4({ protocol: 33, payload: concat(u32(1), hex('06 00 0000 0f 00 000000000007 0000000000000001 01000000')) }),
    ipv4({ protocol: 112, payload: hex('21 01 64 01 00 01 0000 0a000001') }),
    ethernet(0x0806, arp(2)),
  ];

  test('end, throw nothing, and say nothing of bytes that are not there', () => {
    for (let seed = 0; seed < rounds; seed++) {
      const good = samples[seed % samples.length]!;
      const bytes = mutated(good, seed);
      const d = dissectOne(bytes, { linkType: good[0] === 2 ? 1 : 101, originalLength: good.length });
      const beyond = d.items.some(item => item.start + item.length > d.sources[item.source]!.bytes.length);
      if (beyond) expect({ seed, bytes }).toEqual('items inside of the record');
    }
  });
});
