import { describe, expect, test } from 'vitest';
import { readDnsNames } from '../../../main/decode/app/dns.ts';
import { NameReader } from '../../../main/decode/app/dns-name.ts';
import {
  DNS_OVER_TCP,
  dissectDns,
  dissectDnsAnywhere,
  dissectLlmnr,
  dissectMdns,
} from '../../../main/decode/app/dns-tree.ts';
import { addressText, parseIpv4, parseIpv6 } from '../../../shared/net/address.ts';
import { message, name, question, record } from '../../build/dns.ts';
import { ascii, concat, hex, u16, u32, zeros } from '../../build/packet.ts';
import { mutated } from '../mutate.ts';
import { treeLines } from '../tree-of.ts';
import { dissectPayload, valuesOf } from './dissect-payload.ts';
import { bearsHostileBytes, readsOnlyInside } from './hostile.ts';

const V4 = parseIpv4('192.0.2.7')!;
const V6 = parseIpv6('2001:db8::7')!;

/** `www.example.com` through an alias whose name is a pointer into the middle of the question. */
const aliased = message({
  questions: [question(name('www.example.com'), 1)],
  answers: [
    record(name('', 12), 5, name('edge', 16)),
    record(name('edge', 16), 1, V4),
    record(name('edge', 16), 28, V6),
  ],
});
const pointer = message({
  questions: [question(name('7.2.0.192.in-addr.arpa'), 12)],
  answers: [record(name('', 12), 12, name('host.example.com'))],
});
const announced = message({
  flags: 0x8400,
  answers: [record(name('_http._tcp.local'), 12, name('Printer._http._tcp.local'))],
  additional: [
    record(name('_x._tcp.local'), 33, concat(u16(0), u16(5), u16(80), name('printer.local'))),
    record(name('printer.local'), 1, V4, 0x8001),
    record(name('printer.local'), 47, concat(name('printer.local'), hex('00044000 0008'))),
  ],
});

function namesOf(bytes: Uint8Array, at = 0, end = bytes.length): string[] {
  const names: string[] = [];
  readDnsNames(bytes, at, end, 'dns', (address, text, source) =>
    names.push(`${source} ${addressText(address)} ${text}`),
  );
  return names;
}

describe('names in DNS answers', () => {
  test('the name that was asked for, then the one that has the address', () => {
    expect(namesOf(aliased)).toEqual([
      'dns 192.0.2.7 www.example.com',
      'dns 192.0.2.7 edge.example.com',
      'dns 2001:db8::7 www.example.com',
      'dns 2001:db8::7 edge.example.com',
    ]);
  });

  test('pointer records name the address that they are about', () => {
    expect(namesOf(pointer)).toEqual(['dns 192.0.2.7 host.example.com']);
    const nibbles = '7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa';
    const v6 = message({ answers: [record(name(nibbles), 12, name('six.example'))] });
    expect(namesOf(v6)).toEqual(['dns 2001:db8::7 six.example']);
  });

  test('announcements of multicast DNS, whose class has a bit of its own', () => {
    expect(namesOf(announced)).toEqual(['dns 192.0.2.7 printer.local']);
  });

  test('queries, other opcodes, other classes and addresses of a wrong size say nothing', () => {
    const answers = [record(name('a.example'), 1, V4)];
    expect(namesOf(message({ flags: 0x0100, answers }))).toEqual([]);
    expect(namesOf(message({ flags: 0xa800, answers }))).toEqual([]);
    expect(namesOf(message({ answers: [record(name('a.example'), 1, V4, 3)] }))).toEqual([]);
    expect(namesOf(message({ answers: [record(name('a.example'), 1, V6)] }))).toEqual([]);
  });

  test('a circle of aliases ends', () => {
    const circle = message({
      answers: [
        record(name('a.example'), 5, name('b.example')),
        record(name('b.example'), 5, name('a.example')),
        record(name('a.example'), 1, V4),
      ],
    });
    expect(namesOf(circle)).toEqual(['dns 192.0.2.7 a.example']);
  });

  test('what comes before the cut is kept', () => {
    expect(namesOf(aliased, 0, aliased.length - 1)).toEqual(namesOf(aliased).slice(0, 2));
  });

  test('control characters and bytes that are no text are escaped or replaced', () => {
    const odd = message({ answers: [record(concat(hex('05 61 0a 00 ff 62'), name('x')), 1, V4)] });
    expect(namesOf(odd)).toEqual(['dns 192.0.2.7 a\\n\\000\ufffdb.x']);
  });

  test('hostile messages', () => {
    readsOnlyInside([aliased, pointer, announced], (bytes, at, end) => readDnsNames(bytes, at, end, 'dns', () => {}));
  });

  test('are those of the tree, in whatever is a whole message', () => {
    let whole = 0;
    for (let seed = 0; seed < 3000; seed++) {
      const bytes = mutated([aliased, announced, pointer][seed % 3]!, seed);
      const tree = valuesOf(bytes, dissectMdns);
      const response = tree.get('dns.flags.response')?.[0] === '1' && tree.get('dns.flags.opcode')?.[0] === '0';
      if (tree.has('_ws.malformed') || !response) continue;
      whole++;
      const said = ['dns.qry.name', 'dns.resp.name', 'dns.ptr.domain_name'].flatMap(field => tree.get(field) ?? []);
      const given = ['dns.a', 'dns.aaaa'].flatMap(field => tree.get(field) ?? []);
      for (const line of namesOf(bytes)) {
        const [, address, ...text] = line.split(' ');
        expect(said).toContain(text.join(' '));
        if (!said.some(one => one.toLowerCase().endsWith('.arpa'))) expect(given).toContain(address);
      }
    }
    expect(whole).toBeGreaterThan(500);
  });

  test('64 KiB of records whose names are chains of pointers take milliseconds', () => {
    const header = hex('0000 8180 0000 ffff ffff ffff');
    const chain = concat(...Array.from({ length: 4000 }, (_, i) => u16(0xc000 | (12 + 2 * i + 2))), u16(0));
    const records = concat(...Array.from({ length: 4000 }, () => record(name('', 12), 1, V4)));
    const bytes = concat(header, chain, records);
    const started = performance.now();
    expect(namesOf(bytes)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('names', () => {
  const read = (bytes: Uint8Array, at = 0): [number, string] => {
    const reader = new NameReader();
    return [reader.read(bytes, at, bytes.length, 0), reader.text()];
  };

  test('end behind the first pointer', () => {
    const bytes = concat(name('example.com'), name('www', 0));
    expect(read(bytes, 13)).toEqual([19, 'www.example.com']);
  });

  test.each([
    ['a pointer to itself', hex('c000'), 2, '<Name contains a pointer that loops>'],
    ['the root', hex('00'), 1, '<Root>'],
    ['a pointer to the root', hex('c00200'), 2, '<Root>'],
    ['a label beyond the end', hex('0561'), -1, ''],
    ['no end', hex('0161'), -1, ''],
    ['a label of no known kind', hex('80'), -1, ''],
    ['an extended label', hex('016142'), 3, '<Unknown extended label>'],
    ['nothing but an extended label', hex('42'), -1, ''],
    ['a bit string', hex('410cb1f000'), 5, '\\[xb1f0/12]'],
  ])('%s', (_, bytes, end, text) => {
    const [behind, found] = read(bytes);
    expect(behind).toBe(end);
    if (end >= 0) expect(found).toBe(text);
  });

  test('253 characters are the longest', () => {
    const long = (last: number): Uint8Array => name([63, 63, 63, last].map(size => 'x'.repeat(size)).join('.'));
    expect(read(long(61))[1]).toHaveLength(253);
    expect(read(long(62))).toEqual([256, '<Name too long>']);
  });
});

describe('tree of DNS', () => {
  test('a response', () => {
    const d = dissectPayload(aliased, dissectDns);
    expect(treeLines(d).slice(0, 3)).toEqual([
      'Domain Name System (response)',
      '  Transaction ID: 0x1234',
      '  Flags: 0x8180 Standard query response, No error',
    ]);
    expect(treeLines(d)).toContain('    edge.example.com: type A, class IN, addr 192.0.2.7');
    const values = valuesOf(aliased, dissectDns);
    expect(values.get('dns.qry.name')).toEqual(['www.example.com']);
    expect(values.get('dns.count.labels')).toEqual(['3']);
    expect(values.get('dns.resp.type')).toEqual(['5', '1', '28']);
    expect(values.get('dns.cname')).toEqual(['edge.example.com']);
    expect(values.get('dns.aaaa')).toEqual(['2001:db8::7']);
  });

  test('multicast DNS splits the class', () => {
    const values = valuesOf(announced, dissectMdns);
    expect(values.get('dns.resp.cache_flush')).toEqual(['0', '0', '1', '0']);
    expect(values.get('dns.resp.class')).toEqual(['0x0001', '0x0001', '0x0001', '0x0001']);
    expect(values.get('dns.srv.service')).toEqual(['_x']);
    expect(values.get('dns.resp.type')).toEqual(['12', '33', '1', '47', '1', '28']);
    expect(values.get('mdns')).toEqual(['']);
  });

  test('LLMNR has bits of its own', () => {
    const values = valuesOf(message({ flags: 0x8500 }), dissectLlmnr);
    expect([values.get('dns.flags.conflict'), values.get('dns.flags.tentative')]).toEqual([['1'], ['1']]);
    expect(values.get('dns.flags.recdesired')).toBeUndefined();
  });

  test('options of EDNS', () => {
    const subnet = hex('0008 0007 0001 18 00 c00002');
    const cookie = hex('000a 0010 0102030405060708 1112131415161718');
    const opt = concat(hex('00 0029 1000 01 00 8000'), u16(31), subnet, cookie);
    const values = valuesOf(message({ additional: [opt] }), dissectDns);
    expect(values.get('dns.rr.udp_payload_size')).toEqual(['4096']);
    expect(values.get('dns.resp.z.do')).toEqual(['1']);
    expect(values.get('dns.opt.client.addr4')).toEqual(['192.0.2.0']);
    expect(values.get('dns.opt.cookie.server')).toEqual(['1112131415161718']);
  });

  test('service binding', () => {
    const params = concat(hex('0001 0006 02 6832 02 6833'), hex('0003 0002 01bb'), hex('0004 0004'), V4);
    const answers = [record(name('svc.example'), 65, concat(u16(1), name(''), params))];
    const values = valuesOf(message({ answers }), dissectDns);
    expect(values.get('dns.svcb.svcparam.alpn')).toEqual(['h2', 'h3']);
    expect(values.get('dns.svcb.svcparam.port')).toEqual(['443']);
    expect(values.get('dns.svcb.svcparam.ipv4hint.ip')).toEqual(['192.0.2.7']);
  });

  test('an update names its sections otherwise', () => {
    const values = valuesOf(message({ flags: 0x2800, questions: [question(name('example'), 6)] }), dissectDns);
    expect([values.get('dns.count.zones'), values.get('dns.count.queries')]).toEqual([['1'], undefined]);
  });

  test('a record that reaches beyond the message is malformed, beyond the capture it is cut', () => {
    expect(valuesOf(aliased.slice(0, -1), dissectDns).has('_ws.malformed')).toBe(true);
    const cut = valuesOf(aliased, dissectDns, { end: aliased.length - 1, reported: aliased.length });
    expect([cut.has('_ws.short'), cut.has('_ws.malformed')]).toEqual([true, false]);
  });

  test('on other ports it is known by its counts', () => {
    const query = message({ flags: 0x0100, questions: [question(name('a.example'), 1)] });
    const known = (bytes: Uint8Array): boolean => {
      let answer = false;
      dissectPayload(bytes, (d, at) => {
        answer = dissectDnsAnywhere(d, at);
      });
      return answer;
    };
    expect([known(query), known(aliased)]).toEqual([true, true]);
    expect([known(zeros(40)), known(query.with(2, 0x28)), known(query.slice(0, 12))]).toEqual([false, false, false]);
    expect(known(concat(hex('0000 8000 0001 0065 0000 0000'), zeros(9)))).toBe(false);
  });

  test('over TCP a message follows its length', () => {
    const bytes = concat(u16(aliased.length), aliased, zeros(1));
    expect(DNS_OVER_TCP.recognise(bytes, 0, bytes.length, 53, 40000)).toBe(true);
    expect(DNS_OVER_TCP.recognise(bytes, 0, bytes.length, 5300, 40000)).toBe(false);
    expect(DNS_OVER_TCP.messageLength(bytes, 0, bytes.length)).toBe(2 + aliased.length);
    expect(DNS_OVER_TCP.messageLength(bytes, 0, 1)).toBe(0);
    const values = valuesOf(bytes, DNS_OVER_TCP.dissect, { end: 2 + aliased.length });
    expect(values.get('dns.length')).toEqual([String(aliased.length)]);
    expect(values.get('dns.cname')).toEqual(['edge.example.com']);
  });

  const data: readonly (readonly [number, Uint8Array])[] = [
    [6, concat(name('ns'), name('root'), u32(1), u32(2), u32(3), u32(4), u32(5))],
    [11, concat(V4, hex('06 00 81'))],
    [13, hex('02 6161 01 62')],
    [15, concat(u16(10), name('mail'))],
    [16, hex('03 616263 00')],
    [20, hex('02 3132 01 33')],
    [25, hex('0100 03 05 aabbcc')],
    [29, hex('00 12 13 14 80000000 80000000 00989680')],
    [30, concat(name('next'), hex('4001'))],
    [35, concat(hex('0001 0002 01 75 03 736970 00'), name('sip'))],
    [38, concat(hex('40 0000000000000001'), name('p'))],
    [42, hex('0001 18 03 c00002')],
    [43, hex('0102 08 02 aabb')],
    [45, concat(hex('01 03 02'), name('gw'), hex('aabb'))],
    [46, concat(hex('0001 08 02 00000e10 60000000 5fffff00 1234'), name('sig'), hex('aabb'))],
    [48, hex('0101 03 08 aabbccdd')],
    [50, hex('01 01 000a 02 aabb 05 0102030405 0001 40')],
    [51, hex('01 00 000a 00')],
    [55, concat(hex('02 01 0003 aabb ccddee'), name('rvs'))],
    [62, hex('00000001 0003 0001 40')],
    [249, concat(name('alg'), zeros(8), hex('0003 0000 0002 aabb 0001 cc'))],
    [250, concat(name('hmac'), hex('000060000000 012c 0002 aabb 1234 0000 0000'))],
    [257, hex('80 05 6973737565 63612e78')],
    [65281, concat(u32(1), u32(2), u32(3), u32(1), V4)],
    [65399, hex('0102')],
  ];
  const samples = data.map(([type, bytes]) => message({ answers: [record(name('x.y'), type, bytes)] }));

  test.each(data)('type %i has fields and is not malformed', (type, bytes) => {
    const values = valuesOf(message({ answers: [record(name('x.y'), type, bytes)] }), dissectDns);
    const fields = [...values.keys()].filter(field => !/^dns$|^dns\.(id$|flags|count|resp)|^frame/.test(field));
    expect([fields.length > 0, values.has('_ws.malformed')]).toEqual([true, false]);
  });

  test('hostile messages', () => {
    bearsHostileBytes([aliased, announced], dissectMdns);
    bearsHostileBytes(samples, dissectDns);
  });

  test('text in a name stays text', () => {
    const values = valuesOf(
      message({ questions: [question(concat(Uint8Array.of(3), ascii('<b>'), name('')), 1)] }),
      dissectDns,
    );
    expect(values.get('dns.qry.name')).toEqual(['<b>']);
  });
});
