import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialKeys } from '../../../main/decode/app/quic-crypto.ts';
import { Dissector } from '../../../main/decode/tree/dissect.ts';
import { concat, ethernet, hex, ipv4, udp, zeros } from '../../build/packet.ts';
import { cryptoFrame, initialPacket } from '../../build/quic.ts';
import { alpn, clientHello, serverHello, sni, versions } from '../../build/tls.ts';
import { mutated } from '../mutate.ts';
import { dissectOne, treeOf, valuesByName } from '../tree-of.ts';

const rounds = Number(process.env.FUZZ_ROUNDS ?? 300);
const DCID = hex('8394c8f03e515708');
const CLIENT_ID = hex('c1c1');
const SERVER_ID = hex('5e5e5e5e');
const keys = initialKeys(1, DCID)!;
const hello = clientHello({ extensions: [sni('cam.example'), alpn('h3'), versions(0x0304)] });

const sent = (payload: Uint8Array) =>
  ethernet(0x0800, ipv4({ protocol: 17, payload: udp({ src: 50000, dst: 443, payload }) }));
/** The other way: the addresses change places. */
function got(payload: Uint8Array): Uint8Array {
  const packet = ipv4({ protocol: 17, payload: udp({ src: 443, dst: 50000, payload }) });
  const turned = concat(packet.subarray(0, 12), packet.subarray(16, 20), packet.subarray(12, 16), packet.subarray(20));
  return ethernet(0x0800, turned);
}
const client = (plain: Uint8Array, number = 0) =>
  initialPacket({ dcid: DCID, scid: CLIENT_ID, number, plain, size: 200, keys: keys.client });
const server = (plain: Uint8Array) =>
  initialPacket({ dcid: CLIENT_ID, scid: SERVER_ID, number: 7, plain, size: 200, keys: keys.server });

const request = sent(client(cryptoFrame(0, hello)));
const reply = got(
  concat(
    server(concat(hex('0200000000'), cryptoFrame(0, serverHello(0x1301)))),
    hex('e000000001'),
    hex('02c1c1045e5e5e5e'),
    hex('14'),
    zeros(20),
  ),
);
const later = sent(concat(hex('41'), SERVER_ID, zeros(30)));

describe('tree of QUIC', () => {
  test('an Initial packet with its hello', () => {
    const values = treeOf(request);
    expect(Object.fromEntries(values)).toMatchObject({
      'frame.protocols': ['eth:ethertype:ip:udp:quic:tls'],
      'quic.version': ['0x00000001'],
      'quic.dcid': ['8394c8f03e515708'],
      'quic.scid': ['c1c1'],
      'quic.packet_number': ['0'],
      'quic.frame_type': ['6', '0'],
      'tls.handshake.extensions_server_name': ['cam.example'],
      'tls.handshake.ja4': [expect.stringMatching(/^q13d0103h3_/)],
    });
  });

  test('a hello in two datagrams, the second part first', () => {
    const dissector = new Dissector();
    const first = treeOf(sent(client(cryptoFrame(50, hello.subarray(50)))), { number: 1 }, dissector);
    expect(first.get('tls.handshake.type')).toBeUndefined();
    const second = treeOf(sent(client(cryptoFrame(0, hello.subarray(0, 50)), 1)), { number: 2 }, dissector);
    expect(second.get('quic.crypto.fragment')).toEqual(['2', '1']);
    expect(second.get('tls.handshake.extensions_server_name')).toEqual(['cam.example']);
  });

  test("the server's answer, what it carries along, and short headers", () => {
    const dissector = new Dissector();
    treeOf(request, { number: 1 }, dissector);
    const answer = treeOf(reply, { number: 2 }, dissector);
    expect(answer.get('quic.long.packet_type')).toEqual(['0', '2']);
    expect(answer.get('tls.handshake.ciphersuite')).toEqual(['0x1301']);
    expect(answer.get('quic.ack.largest_acknowledged')).toEqual(['0']);
    const short = treeOf(later, { number: 3 }, dissector);
    expect(short.get('quic.dcid')).toEqual(['5e5e5e5e']);
    expect(treeOf(later).get('quic')).toBeUndefined();
  });

  test('after a Retry the destination that it gave makes the keys', () => {
    const dissector = new Dissector();
    treeOf(request, { number: 1 }, dissector);
    const retry = concat(hex('f000000001 02c1c1 045e5e5e5e 746f6b656e'), zeros(16));
    expect(treeOf(got(retry), { number: 2 }, dissector).get('quic.retry_token')).toEqual(['746f6b656e']);
    const again = initialPacket({
      dcid: SERVER_ID,
      scid: CLIENT_ID,
      number: 1,
      plain: cryptoFrame(0, hello),
      size: 200,
      keys: initialKeys(1, SERVER_ID)!.client,
    });
    expect(treeOf(sent(again), { number: 3 }, dissector).get('quic.frame_type')).toEqual(['6', '0']);
  });

  test('version negotiation', () => {
    const dissector = new Dissector();
    treeOf(request, { number: 1 }, dissector);
    const offer = treeOf(got(hex('80 00000000 02c1c1 088394c8f03e515708 00000001 6b3343cf')), { number: 2 }, dissector);
    expect(offer.get('quic.supported_version')).toEqual(['0x00000001', '0x6b3343cf']);
  });
});

describe('hostile QUIC', () => {
  test('any frames', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), plain => {
        valuesByName(dissectOne(sent(client(plain))));
      }),
      { numRuns: rounds },
    );
  });

  test('damaged, one record after another', () => {
    for (let seed = 0; seed < rounds; seed++) {
      const dissector = new Dissector();
      for (const [i, sample] of [request, reply, later].entries()) {
        valuesByName(dissectOne(mutated(sample, seed * 3 + i), { number: i + 1 }, dissector));
      }
    }
  });
});
