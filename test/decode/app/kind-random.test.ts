// What kinds are told from: random bytes are hardly ever taken for one, samples of each are, nothing outside is looked at.
import { describe, expect, test } from 'vitest';
import { payloadKindName } from '../../../shared/model/payload-kind.ts';
import { ascii, concat, hex, ipv4, tcp, u16, u32, udp, zeros } from '../../build/packet.ts';
import { randomFrom } from '../mutate.ts';
import { LINK, walk } from '../walk-one.ts';

const rounds = Number(process.env.FUZZ_ROUNDS ?? 30_000);
const TCP_PORTS = [
  21, 22, 23, 25, 53, 88, 110, 143, 179, 389, 443, 502, 514, 1883, 3306, 3389, 5222, 5432, 5672, 6379, 6667,
];
const UDP_PORTS = [
  53, 67, 69, 88, 123, 137, 161, 389, 500, 514, 546, 1194, 1812, 1900, 4500, 5353, 5355, 5683, 20000, 47808,
];

const kindOf = (protocol: 6 | 17, payload: Uint8Array, port: number): string => {
  const inside = protocol === 6 ? tcp({ src: 50000, dst: port, payload }) : udp({ src: 50000, dst: port, payload });
  return payloadKindName(walk(ipv4({ protocol, payload: inside }), { linkType: LINK.raw }).layers.payloadKind);
};

/** Share of random payloads that are taken for something, by kind. */
function taken(protocol: 6 | 17, ports: readonly number[] | null, seed: number): { share: number; kinds: string } {
  const random = randomFrom(seed);
  const kinds = new Map<string, number>();
  let found = 0;
  for (let i = 0; i < rounds; i++) {
    const bytes = Uint8Array.from({ length: 1 + Math.floor(random() * 120) }, () => Math.floor(random() * 256));
    const port = ports ? ports[Math.floor(random() * ports.length)]! : Math.floor(random() * 65536);
    const kind = kindOf(protocol, bytes, port);
    if (kind === 'data') continue;
    found++;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return { share: found / rounds, kinds: JSON.stringify([...kinds]) };
}

describe('random bytes', () => {
  test('on any port: under one in a thousand', () => {
    for (const protocol of [6, 17] as const) {
      const { share, kinds } = taken(protocol, null, protocol);
      expect(share, kinds).toBeLessThan(0.001);
    }
  });

  test('on the ports that are looked at', () => {
    const overTcp = taken(6, TCP_PORTS, 1);
    expect(overTcp.share, overTcp.kinds).toBeLessThan(0.002);
    const overUdp = taken(17, UDP_PORTS, 2);
    expect(overUdp.share, overUdp.kinds).toBeLessThan(0.004);
  });
});

const T = 6;
const U = 17;
test.each<[string, 6 | 17, number, Uint8Array]>([
  ['DTLS', U, 4433, concat(hex('16fefd 0000 000000000000 0010'), zeros(16))],
  ['gQUIC', U, 443, concat(hex('0d'), zeros(8), ascii('Q043'), zeros(20))],
  ['gQUIC', U, 443, concat(hex('c3'), ascii('Q046'), zeros(20))],
  ['QUIC', U, 8853, concat(hex('d3 6b3343cf'), zeros(40))],
  ['SMTP', T, 25, ascii('220 mail.example ESMTP\r\n')],
  ['FTP', T, 21, ascii('USER anonymous\r\n')],
  ['POP', T, 110, ascii('+OK ready\r\n')],
  ['IMAP', T, 143, ascii('* OK ready\r\n')],
  ['IRC', T, 6667, ascii('NICK me\r\n')],
  ['XMPP', T, 5222, ascii("<?xml version='1.0'?>")],
  ['Redis', T, 6379, ascii('*1\r\n$4\r\nPING\r\n')],
  ['BitTorrent', T, 51413, concat(hex('13'), ascii('BitTorrent protocol'), zeros(8))],
  ['BitTorrent', U, 6881, ascii('d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe')],
  ['SNMP', U, 161, hex('302602010104067075626c6963a019')],
  ['Syslog', U, 514, ascii('<34>Oct 11 22:14:15 su: failed')],
  ['CoAP', U, 5683, hex('400100 01 bb 2e77656c6c2d6b6e6f776e')],
  ['WireGuard', U, 51820, concat(hex('01000000'), zeros(144))],
  ['OpenVPN', U, 1194, concat(hex('38'), zeros(41))],
  ['RADIUS', U, 1812, concat(hex('01 2a 0014'), zeros(16))],
  ['TFTP', U, 69, concat(hex('0001'), ascii('boot.bin\0octet\0'))],
  ['Modbus', T, 502, hex('0001 0000 0006 01 03 0000 0002')],
  ['DNP3', T, 20000, hex('0564 05 c9 0100 0200 1234')],
  ['BACnet', U, 47808, hex('810a 0008 01200000')],
  ['SMB', T, 445, concat(hex('00000044'), hex('fe'), ascii('SMB'), zeros(60))],
  ['RDP', T, 3389, hex('0300 0013 0e e0 0000 0000 00 01000800 03000000')],
  ['LDAP', T, 389, hex('300c020101600702010304008000')],
  ['Kerberos', U, 88, hex('6a81 0c 3081 09 a103020105 00000000'.replace('6a81 0c', '6a0c').replace('3081 09', '3009'))],
  ['Telnet', T, 23, hex('fffd18 fffd20')],
  ['MySQL', T, 3306, concat(hex('0a000000 0a'), ascii('8.0.36\0'), hex('0102'))],
  ['PostgreSQL', T, 5432, concat(u32(8), hex('04d2162f'))],
  ['AMQP', T, 5672, concat(ascii('AMQP'), hex('00000901'), zeros(4))],
  ['ISAKMP', U, 500, concat(zeros(16), hex('00 20 22 08 00000000 0000001c'))],
  ['BGP', T, 179, concat(new Uint8Array(16).fill(255), u16(19), hex('04'))],
  ['SIP', U, 5062, ascii('INVITE sip:a@b.example SIP/2.0\r\n')],
  ['RTSP', T, 8554, ascii('DESCRIBE rtsp://cam/ RTSP/1.0\r\n')],
  ['SSDP', U, 1901, ascii('M-SEARCH * HTTP/1.1\r\n')],
  ['HTTP', T, 8081, ascii('NOTIFY /event HTTP/1.1\r\n')],
  ['DHCP', U, 1067, concat(hex('01010600'), zeros(232), hex('63825363 350101ff'))],
  ['NTP', U, 12345, concat(hex('e3 00 03 fa 0001 0000 0001 0000'), zeros(36))],
  ['data', T, 25, ascii('hello world, this is no mail')],
  ['data', U, 123, concat(hex('23ff'), zeros(46))],
  ['data', T, 8080, ascii('GETAWAY FROM HERE')],
])('%s', (kind, protocol, port, payload) => {
  expect(kindOf(protocol, payload, port)).toBe(kind);
});

test('cut anywhere, nothing behind the end is looked at', () => {
  const random = randomFrom(3);
  for (let i = 0; i < 3000; i++) {
    const protocol = i % 2 === 0 ? 6 : 17;
    const ports = protocol === 6 ? TCP_PORTS : UDP_PORTS;
    const payload = Uint8Array.from(
      { length: Math.floor(random() * 40) },
      () => [0, 1, 13, 48, 64, 0x30, 0xff][Math.floor(random() * 7)]!,
    );
    const port = ports[Math.floor(random() * ports.length)]!;
    const inside = protocol === 6 ? tcp({ dst: port, payload }) : udp({ dst: port, payload });
    const frame = ipv4({ protocol, payload: inside });
    const bare = walk(frame, { linkType: LINK.raw }).layers.payloadKind;
    // The same record with other bytes behind it, as a longer frame.
    const padded = walk(
      concat(
        frame,
        Uint8Array.from({ length: 20 }, () => Math.floor(random() * 256)),
      ),
      { linkType: LINK.raw },
    );
    expect(padded.layers.payloadKind).toBe(bare);
  }
});
