// Every operator and function on records made up of values: what Wireshark 4.0's virtual machine answers.
import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../main/filter/evaluate.ts';
import type { RecordValues } from '../../main/filter/record-values.ts';
import { parseFilter } from '../../shared/filter/filter.ts';
import { LayerBytes, type Value } from '../../shared/filter/value.ts';
import { parseAddress, parseMac } from '../../shared/net/address.ts';
import { ascii } from '../build/packet.ts';

const layer = (text: string, length = text.length): LayerBytes => new LayerBytes(ascii(text), length);

/** A TCP segment from 10.0.0.1:80 to 10.0.0.2:5000, in a tunnel between 192.168.0.1 and 192.168.0.2. */
const RECORD: Readonly<Record<string, readonly (readonly [Value, number])[]>> = {
  frame: [[layer('\x00\x01EGET /index'), 1]],
  ip: [
    [layer('E\x00', 2), 1],
    [layer('E\x00', 2), 2],
  ],
  'ip.src': [
    [parseAddress('192.168.0.1')!, 1],
    [parseAddress('10.0.0.1')!, 2],
  ],
  'ip.dst': [
    [parseAddress('192.168.0.2')!, 1],
    [parseAddress('10.0.0.2')!, 2],
  ],
  'ip.ttl': [
    [64, 1],
    [63, 2],
  ],
  'ip.proto': [
    [47, 1],
    [6, 2],
  ],
  'eth.src': [[parseMac('00:0c:29:aa:bb:cc')!, 1]],
  tcp: [[layer('\x00Phead and body', 5), 1]],
  'tcp.srcport': [[80, 1]],
  'tcp.dstport': [[5000, 1]],
  'tcp.flags': [[0x12, 1]],
  'tcp.flags.syn': [[1, 1]],
  'tcp.flags.fin': [[0, 1]],
  'tcp.payload': [[ascii('GET /index'), 1]],
  'dns.qry.name': [
    ['www.example.org', 1],
    ['Mail', 1],
  ],
  'frame.time_delta': [[250_000_000n, 1]],
  'frame.time': [[1_617_818_153_200_000_000n, 1]],
  'frame.len': [[1000, 1]],
  'data.len': [[-5, 1]],
  'frame.offset': [[2n ** 40n, 1]],
};

const record: RecordValues = {
  values: name => (RECORD[name] ?? []).map(([value]) => value),
  layers: name => (RECORD[name] ?? []).map(([, number]) => number),
};

function holds(text: string): boolean {
  const parsed = parseFilter(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error.message}`);
  return compileFilter(parsed.ast)(record);
}

describe('holds', () => {
  it.each([
    '',
    'tcp',
    'ip.src#2',
    'ip.addr == 10.0.0.1',
    'ip.addr == 192.168.0.0/24',
    'ip.addr !== 10.0.0.1',
    'ip.addr != 172.16.0.0/12',
    'ip.ttl === 64 || ip.ttl == 64',
    'all ip.ttl > 60',
    'any ip.ttl != 64',
    'ip.ttl >= 64 && ip.ttl < 64',
    'ip.src#1 == 192.168.0.1 && ip.src#[2] == 10.0.0.1',
    'ip.src#[-1] == 10.0.0.1',
    'ip.src#[1-2] == 10.0.0.1',
    'ip.src#[2:] == 10.0.0.1',
    'tcp.port in {1 .. 100}',
    'tcp.port in {79, 80}',
    'tcp.port not in {81, 443}',
    'all ip.ttl in {60 .. 70}',
    'tcp.flags & 0x02',
    'tcp.flags & 0x10 == 0x10',
    'tcp.flags.syn == True && tcp.flags.fin == FALSE',
    'tcp.flags.syn > 0',
    'tcp.srcport + 1 == 81',
    'tcp.dstport - tcp.srcport == 4920',
    'tcp.srcport - tcp.dstport == -4920',
    'tcp.srcport - tcp.dstport < 0',
    'tcp.dstport / 3 == 1666',
    'tcp.dstport % 3 == 2',
    'tcp.dstport == {tcp.srcport + 20} * 50',
    'tcp.srcport * 62 + 40 == 5000',
    '-tcp.srcport == -80',
    'data.len < 0 && data.len == -5',
    'abs(data.len) == 5',
    'abs(tcp.srcport) == 80',
    'max(tcp.srcport, tcp.dstport) == 5000',
    'min(tcp.port) == 80',
    'max(udp.srcport, tcp.srcport) == 80',
    'count(ip.addr) == 4',
    'len(tcp.payload) == 10',
    'len(ip.src) == 4',
    'len(tcp.srcport) == 2',
    'len(tcp) == 5',
    'len(frame) == 13',
    'upper(dns.qry.name) == "MAIL"',
    'lower(dns.qry.name) contains "mail"',
    'string(ip.src) matches "^10\\\\.0"',
    'string(tcp.srcport) == "80"',
    'string(eth.src) contains "29:aa"',
    'dns.qry.name contains "example"',
    'dns.qry.name matches "^WWW\\\\..*\\\\.org$"',
    'dns.qry.name[0:3] == "www"',
    'dns.qry.name[-3:] == "org"',
    'dns.qry.name > "v"',
    'eth.src[0:3] == 00:0c:29',
    'eth.src[0] & 1 == 0',
    '!(eth.src[0] & 1)',
    'eth.src == 00-0c-29-aa-bb-cc',
    'eth.src == 000c.29aa.bbcc',
    'eth.src contains 29:aa',
    'eth.src[0,5] == 00:cc',
    'eth.src[1-2] == 0c:29',
    'ip.src[0] == 0a',
    'ip.src & 255.0.0.0 == 10.0.0.0',
    'frame contains "GET"',
    'frame[2] == 45',
    'frame[3:3] == "GET"',
    'frame[0:2]',
    'tcp contains "body"',
    'tcp[1] == 0x50',
    'tcp matches "h..d"',
    'tcp.payload contains 47:45:54',
    'frame.time_delta == 0.25',
    'frame.time_delta > 0.249999999',
    'frame.time_delta in {0.2 .. 0.3}',
    'frame.time == "2021-04-07 17:55:53.2Z"',
    'frame.time == "2021-04-07T19:55:53.2+02:00"',
    'frame.time < "Apr 8, 2021 00:00:00 UTC"',
    'frame.time == 1617818153.2',
    'frame.offset == 1099511627776',
    'frame.offset + 1 > 0x10000000000',
    "frame.len > '\\x64'",
    'tcp xor udp',
    '!udp.port',
    '!(udp.port == 53)',
    'ip.ttl != -1',
  ])('%s', text => expect(holds(text)).toBe(true));
});

describe('does not hold', () => {
  it.each(
    [
      'udp',
      'ip.src#3',
      'ip.addr === 10.0.0.1',
      'ip.addr != 10.0.0.1',
      'all ip.ttl == 64',
      'ip.ttl > -1',
      'ip.ttl == -1',
      'udp.port != 53',
      'udp.port === 53',
      'not tcp',
      'tcp xor ip',
      'tcp.flags & 0x08',
      'tcp.flags.fin',
      'tcp.srcport / 0 == 0',
      'tcp.dstport * 60000 * 60000 > 0',
      'all ip.ttl in {64, 63}',
      'frame contains ""',
      'dns.qry.name contains "EXAMPLE"',
      'dns.qry.name matches "(?-i)WWW"',
      'frame[13:1]',
      'frame[20:]',
      'tcp[5] == 64',
      'eth.src[0] & 1',
      'count(udp.port) == 0',
      'max(udp.srcport) == 0',
      'ip.src#[3:]',
    ].filter(text => text !== 'tcp.flags.fin'),
  )('%s', text => expect(holds(text)).toBe(false));

  it('a flag that is there but not set is there', () => expect(holds('tcp.flags.fin')).toBe(true));
});
