import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TLS } from '../../../main/decode/app/tls-tree.ts';
import { Dissector } from '../../../main/decode/tree/dissect.ts';
import { concat, ethernet, hex, ipv4, tcp, u16, zeros } from '../../build/packet.ts';
import {
  alpn,
  clientHello,
  extension,
  handshake,
  record,
  serverHello,
  signatures,
  sni,
  versions,
} from '../../build/tls.ts';
import { mutated } from '../mutate.ts';
import { dissectOne, treeLines, treeOf, valuesByName } from '../tree-of.ts';

const rounds = Number(process.env.FUZZ_ROUNDS ?? 400);
const frame = (payload: Uint8Array, port = 443, seq = 1) =>
  ethernet(0x0800, ipv4({ protocol: 6, payload: tcp({ src: 50000, dst: port, seq, payload }) }));
const answer = (payload: Uint8Array, seq = 1) =>
  ethernet(0x0800, ipv4({ protocol: 6, payload: tcp({ src: 443, dst: 50000, seq, payload }) }));

const hello = clientHello({
  ciphers: [0x1301, 0xc02f],
  extensions: [sni('cam.example'), alpn('h2'), versions(0x0304), signatures(0x0403), extension(10, hex('0002001d'))],
});

describe('tree of TLS', () => {
  test('a client hello', () => {
    const values = treeOf(frame(record(hello)));
    expect(Object.fromEntries(values)).toMatchObject({
      'frame.protocols': ['eth:ethertype:ip:tcp:tls'],
      'tls.record.content_type': ['22'],
      'tls.handshake.type': ['1'],
      'tls.handshake.extensions_server_name': ['cam.example'],
      'tls.handshake.ciphersuite': ['0x1301', '0xc02f'],
      'tls.handshake.extension.type': ['0', '16', '43', '13', '10'],
      'tls.handshake.ja3_full': ['771,4865-49199,0-16-43-13-10,29,'],
      'tls.handshake.ja4': [expect.stringMatching(/^t13d0205h2_/)],
    });
  });

  test('lines that people read', () => {
    const lines = treeLines(dissectOne(frame(record(hello))));
    expect(lines).toContain('  TLSv1.0 Record Layer: Handshake');
    expect(lines).toContain('      Extension: server_name (len=16)');
    expect(lines).toContain('        Cipher Suite: TLS_AES_128_GCM_SHA256 (0x1301)');
  });

  test('a hello over two segments is put together', () => {
    const bytes = record(hello);
    const dissector = new Dissector();
    expect(
      treeOf(frame(bytes.subarray(0, 40), 443, 1), { number: 1 }, dissector).get('tls.handshake.type'),
    ).toBeUndefined();
    const second = treeOf(frame(bytes.subarray(40), 443, 41), { number: 2 }, dissector);
    expect(second.get('tls.handshake.extensions_server_name')).toEqual(['cam.example']);
  });

  test('a message over two records', () => {
    const values = treeOf(frame(concat(record(hello.subarray(0, 50)), record(hello.subarray(50)))));
    expect(values.get('tls.handshake.fragment.count')).toEqual(['2']);
    expect(values.get('tls.handshake.extensions_server_name')).toEqual(['cam.example']);
  });

  test('behind a change of ciphers all is encrypted; version 1.3 hides its type', () => {
    const dissector = new Dissector();
    const at = (number: number) => ({ number });
    treeOf(frame(record(hello)), at(1), dissector);
    const chosen = serverHello(0x1301, [extension(43, u16(0x0304))]);
    const server = treeOf(answer(concat(record(chosen), record(zeros(40), 23, 0x0303))), at(2), dissector);
    expect(server.get('tls.record.opaque_type')).toEqual(['23']);
    const old = new Dissector();
    treeOf(frame(record(hello)), at(1), old);
    treeOf(answer(record(serverHello(0xc02f))), at(2), old);
    treeOf(answer(record(hex('01'), 20, 0x0303), 100), at(3), old);
    const finished = treeOf(answer(record(handshake(20, zeros(36)), 22, 0x0303), 106), at(4), old);
    expect(finished.get('tls.handshake.type')).toBeUndefined();
    expect(finished.get('tls.handshake')).toHaveLength(1);
  });

  test('text on its port is not TLS', () => {
    expect(TLS.recognise(hex('47455420'), 0, 4, 1, 443)).toBe(true);
    expect(treeOf(frame(hex('474554202f20485454'))).get('tls')).toBeUndefined();
  });
});

describe('hostile TLS', () => {
  const key = handshake(12, concat(hex('03001d04'), zeros(4), hex('04030004'), zeros(4)));
  const flight = concat(
    record(serverHello(0xc02f, [alpn('h2')]), 22, 0x0303),
    record(concat(handshake(11, hex('000007000004 30020500')), key, handshake(4, hex('0000000000020102'))), 22, 0x0303),
    record(hex('0228'), 21, 0x0303),
    record(hex('0100010000'), 24, 0x0303),
  );

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), bytes => {
        valuesByName(dissectOne(frame(concat(hex('160303'), bytes))));
      }),
      { numRuns: rounds },
    );
  });

  test('damaged, one record after another', () => {
    for (let seed = 0; seed < rounds; seed++) {
      const dissector = new Dissector();
      for (const [i, sample] of [frame(record(hello)), answer(flight)].entries()) {
        valuesByName(dissectOne(mutated(sample, seed * 2 + i), { number: i + 1 }, dissector));
      }
    }
  });
});
