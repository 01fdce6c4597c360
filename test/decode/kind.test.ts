import { describe, expect, test } from 'vitest';
import { PAYLOAD_KIND, PAYLOAD_KINDS, payloadKindName } from '../../shared/model/payload-kind.ts';
import { ascii, concat, hex, icmp, ipv4, tcp, u16, u32, udp, zeros } from '../build/packet.ts';
import { LINK, walk } from './walk-one.ts';

const kindOf = (packet: Uint8Array, snap?: number): string =>
  payloadKindName(walk(packet, { linkType: LINK.raw, ...(snap === undefined ? {} : { snap }) }).layers.payloadKind);
const ofTcp = (payload: Uint8Array, port = 8080): string =>
  kindOf(ipv4({ protocol: 6, payload: tcp({ dst: port, payload }) }));
const ofUdp = (payload: Uint8Array, port = 9999, reply = false): string =>
  kindOf(ipv4({ protocol: 17, payload: udp(reply ? { src: port, payload } : { dst: port, payload }) }));

const dns = hex('1234 0100 0001 0000 0000 0000 03777777 00 0001 0001');
const bootp = concat(hex('0101 0600'), zeros(232), hex('63825363 3501 01ff'));

describe('payload kind', () => {
  test('codes are never renumbered', () => {
    expect(PAYLOAD_KINDS.slice(0, 6)).toEqual(['none', 'data', 'DNS', 'mDNS', 'LLMNR', 'NBNS']);
    expect(PAYLOAD_KINDS.map(name => PAYLOAD_KIND[name])).toEqual(PAYLOAD_KINDS.map((_, code) => code));
    expect(new Set(PAYLOAD_KINDS).size).toBe(PAYLOAD_KINDS.length);
    expect(payloadKindName(60000)).toBe('data');
  });

  test('no payload', () => {
    expect([ofTcp(zeros(0), 443), ofUdp(zeros(0), 53)]).toEqual(['none', 'none']);
  });

  test('payload of which nothing was captured', () => {
    expect(kindOf(ipv4({ protocol: 6, payload: tcp({ dst: 443, payload: zeros(100) }) }), 40)).toBe('data');
  });

  test.each(['16030100c8010000c4', '1703030020ab', '1503010002'])('TLS record %s', digits => {
    expect(ofTcp(hex(digits), 44330)).toBe('TLS');
  });

  test.each(['1604010010ab', '160303ffff01', '1903030010ab'])('not TLS: %s', digits => {
    expect(ofTcp(hex(digits), 443)).toBe('data');
  });

  test.each(['GET / HTTP/1.1', 'POST /x HTTP/1.1', 'OPTIONS * HTTP/1.1', 'HTTP/1.1 200 OK'])('HTTP: %s', line => {
    expect(ofTcp(ascii(line), 31337)).toBe('HTTP');
  });

  test('other protocols that begin with text', () => {
    expect(ofTcp(ascii('PRI * HTTP/2.0\r\n'))).toBe('HTTP2');
    expect(ofTcp(ascii('SSH-2.0-OpenSSH_9.2'), 2222)).toBe('SSH');
    expect(ofTcp(ascii('OPTIONS rtsp://cam/ RTSP/1.0'), 554)).toBe('RTSP');
    expect(ofTcp(ascii('GETAWAY'), 80)).toBe('data');
  });

  test('DNS over UDP either way, over TCP behind its length, and not any bytes on port 53', () => {
    expect([ofUdp(dns, 53), ofUdp(dns, 53, true), ofTcp(concat(u16(dns.length), dns), 53)]).toEqual([
      'DNS',
      'DNS',
      'DNS',
    ]);
    expect(ofUdp(new Uint8Array(40).fill(0xff), 53)).toBe('data');
    expect(ofUdp(dns.subarray(0, 11), 53)).toBe('data');
    expect([ofUdp(dns, 5300), ofTcp(concat(u16(dns.length), dns), 5300)]).toEqual(['DNS', 'DNS']);
    expect(ofUdp(dns.with(13, 0x07), 5300)).toBe('data');
  });

  test('names on the local link', () => {
    expect([ofUdp(dns, 5353), ofUdp(dns, 5355), ofUdp(dns, 137)]).toEqual(['mDNS', 'LLMNR', 'NBNS']);
    expect(ofUdp(ascii('M-SEARCH * HTTP/1.1'), 1900)).toBe('SSDP');
    expect(ofUdp(ascii('HTTP/1.1 200 OK'), 1900, true)).toBe('SSDP');
  });

  test('DHCP wants its cookie', () => {
    expect([ofUdp(bootp, 67), ofUdp(bootp, 68)]).toEqual(['DHCP', 'DHCP']);
    expect(ofUdp(bootp.with(236, 0), 67)).toBe('data');
    expect(ofUdp(hex('01000001 0008 0000'), 547)).toBe('DHCPv6');
  });

  test('NTP wants a version and a size', () => {
    expect(ofUdp(concat(hex('23'), zeros(47)), 123)).toBe('NTP');
    expect(ofUdp(concat(hex('23'), zeros(20)), 123)).toBe('data');
    expect(ofUdp(concat(hex('03'), zeros(47)), 123)).toBe('data');
  });

  test('QUIC: long headers of known versions anywhere, short headers on 443 only', () => {
    expect(ofUdp(concat(hex('c3 00000001'), zeros(1195)), 4433)).toBe('QUIC');
    expect(ofUdp(concat(hex('c3 ff00001d'), zeros(1195)), 4433)).toBe('QUIC');
    expect(ofUdp(concat(hex('c3 12345678'), zeros(1195)), 443)).toBe('data');
    expect(ofUdp(concat(hex('41'), zeros(40)), 443)).toBe('QUIC');
    expect(ofUdp(concat(hex('41'), zeros(40)), 4433)).toBe('data');
  });

  test('STUN wants its cookie', () => {
    expect(ofUdp(concat(hex('0001 0000'), u32(0x2112a442), zeros(12)), 3478)).toBe('STUN');
    expect(ofUdp(concat(hex('0001 0000'), zeros(16)), 3478)).toBe('data');
  });

  test('MQTT on its port, and anywhere when it connects', () => {
    expect([
      ofTcp(hex('100c00044d51545404020000 0000'), 1883),
      ofTcp(hex('100c00044d51545404020000 0000'), 1884),
    ]).toEqual(['MQTT', 'MQTT']);
    expect([ofTcp(hex('c000 d000'), 1883), ofTcp(hex('c000 d000'), 1884), ofTcp(hex('c100 d000'), 1883)]).toEqual([
      'MQTT',
      'data',
      'data',
    ]);
  });

  test('what IP carries without TCP or UDP', () => {
    expect(kindOf(ipv4({ protocol: 1, payload: icmp(3, 1, zeros(4)) }))).toBe('ICMP');
    expect(kindOf(ipv4({ protocol: 47, payload: zeros(8) }))).toBe('GRE');
    expect(kindOf(ipv4({ protocol: 200, payload: zeros(8) }))).toBe('data');
    expect(kindOf(ipv4({ protocol: 47, payload: zeros(0) }))).toBe('none');
  });
});
