// TLS and QUIC in the trees of the real captures against tshark 4.0.17, asked here and now: every field of ours that it has,
// all occurrences in order, over every capture with such a record. Then kinds of payload, and names of hosts.
import { afterAll, describe, expect, test } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { openCapture } from '../../main/capture/open-capture.ts';
import { Layers } from '../../main/decode/layers.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import { ingest } from '../../main/session/ingest.ts';
import { CaptureStore } from '../../main/store/capture-store.ts';
import { CATALOGUE, fieldDef } from '../../shared/catalogue/catalogue.ts';
import { payloadKindName } from '../../shared/model/payload-kind.ts';
import { parseAddress } from '../../shared/net/address.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { hasTshark, tsharkFields, tsharkHosts } from '../build/tshark.ts';
import { eachTree, valuesByName } from '../decode/tree-of.ts';
import { sampled } from './sampled.ts';
import { tsharkCaptures, tsharkRows } from './tshark-table.ts';

/** Not in Wireshark 4.0. */
const OURS_ALONE = new Set(['tls.handshake.ja4']);
const FIELDS = Object.keys(CATALOGUE).filter(name => /^(tls|quic)\./.test(name) && !OURS_ALONE.has(name));
/** Fields without a value: tshark writes 1 for each. */
const isHeading = (field: string): boolean => fieldDef(field)?.type === 'none';
/** The order of occurrences across TLS records inside of one record is the order of the tree. */
const AT_ONCE = 60;

interface Difference {
  readonly file: string;
  readonly record: number;
  readonly field: string;
  readonly tshark: string;
  readonly ours: string;
}

/** Where we differ on purpose: the comment says why. */
const DIFFERENT: readonly (readonly [file: string, record: number | '*', field: RegExp])[] = [
  // Signatures inside of certificates (X.509), which we do not open.
  ['iot-sentinel/TP-LinkPlugHS100/Setup-A-1-STA.pcap', 26, /sig_hash_/],
  ['iot-sentinel/TP-LinkPlugHS110/Setup-A-1-STA.pcap', 25, /sig_hash_/],
  ['nfstream/pcaps/zoom.pcap', '*', /sig_hash_/],
  ['zeek/tunnels/geneve-47101.pcap', 7, /sig_hash_/],
  // tshark gives up inside of the broken certificate; its bytes are those that its own length claims.
  ['suricata-verify/bug-1450-04/tls_DER-incomplete-header.pcap', 6, /handshake(\.certificate)?$/],
  ['suricata-verify/bug-1450-05/tls_DER-incomplete-content.pcap', 6, /handshake(\.certificate)?$/],
  // These captures carry their keys, and tshark decrypts what they opened.
  ['wireshark/http2-brotli.pcapng', '*', /handshake\.(type|length|verify_data)|alert_message\./],
  ['wireshark/tls12-dsb.pcapng', '*', /handshake\.(type|length|verify_data)|alert_message\./],
  // TLS on a port that tshark gives to Gnutella.
  ['ndpi/default/pcap/gnutella.pcap', '*', /^tls/],
  // TLS inside of EAP, which we do not dissect.
  ['wireshark/wpa-eap-tls.pcap.gz', '*', /^tls/],
  // Transport parameters of QUIC, which we show as bytes.
  ['arkime/arkime_synthetic.pcap', 625, /extension\.data|malformed/],
  ['mercury/unit_tests/pcaps/quic_ppp.pcap', 5, /extension\.data/],
  ['zeek/quic/quicv2-http3-443.pcap', 1, /extension\.data/],
  // Extensions of a made-up hello that nobody sends: delegated credentials.
  ['arkime/arkime_synthetic.pcap', 904, /sig_hash_|buffer_too_small|extension\.data/],
];

const isDeliberate = ({ file, record, field }: Difference): boolean =>
  DIFFERENT.some(([f, r, pattern]) => f === file && (r === '*' || r === record) && pattern.test(field));

const captures =
  hasShared() && hasTshark()
    ? sampled(
        tsharkCaptures().filter(path =>
          tsharkRows(path).some(row => /:(tls|quic)\b/.test(row('frame.protocols').join())),
        ),
        path => DIFFERENT.some(([file]) => file === path),
      )
    : [];

describe.skipIf(captures.length === 0)(
  'trees of TLS and QUIC equal those of tshark (needs captures and tshark)',
  () => {
    let compared = 0;
    let present = 0;
    const differences: Difference[] = [];

    test.each(captures)(
      '%s',
      async file => {
        const path = sharedPath(`captures/${file}`);
        const rows: Map<string, string>[] = [];
        for (let i = 0; i < FIELDS.length; i += AT_ONCE) {
          const some = FIELDS.slice(i, i + AT_ONCE);
          for (const [n, row] of tsharkFields(path, some).entries()) {
            rows[n] ??= new Map();
            for (const [k, field] of some.entries()) rows[n].set(field, row[k] ?? '');
          }
        }
        const own: Difference[] = [];
        await eachTree(path, (dissection, record) => {
          const values = valuesByName(dissection);
          const row = rows[record - 1];
          if (row === undefined) return;
          for (const field of FIELDS) {
            const tshark = row.get(field) ?? '';
            const ours = (values.get(field) ?? []).map(text => (isHeading(field) ? '1' : text)).join('|');
            compared++;
            if (tshark !== '' || ours !== '') present++;
            if (tshark !== ours) own.push({ file, record, field, tshark, ours });
          }
        });
        differences.push(...own);
        expect(own.filter(difference => !isDeliberate(difference)).slice(0, 20)).toEqual([]);
      },
      120_000,
    );

    afterAll(() => {
      console.log(
        `${captures.length} captures, ${FIELDS.length} fields: ${compared} compared, ${present} present, ${differences.length} differ`,
      );
    });
  },
);

/** Names of Wireshark's protocols for our kinds of payload. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  NBNS: 'nbns',
  POP: 'pop',
  Modbus: 'mbtcp',
  BACnet: 'bvlc',
  RDP: 'tpkt',
  PostgreSQL: 'pgsql',
  SMB: 'nbss',
  WireGuard: 'wg',
};

describe.skipIf(!hasShared())('kinds of payload against the protocols of tshark (needs captures)', () => {
  test('what we name, tshark names too, or says nothing of', async () => {
    let named = 0;
    let agreed = 0;
    let waiting = 0;
    const wrong = new Map<string, number>();
    for (const path of tsharkCaptures()) {
      const rows = tsharkRows(path);
      await eachKind(sharedPath(`captures/${path}`), rows.length, (n, kind) => {
        if (kind === 'none' || kind === 'data') return;
        const protocols = rows[n]!('frame.protocols').join(':').split(':');
        const above = protocols.slice(protocols.findIndex(name => name === 'tcp' || name === 'udp') + 1);
        named++;
        // A segment of a message that ends later has no protocol of its own.
        if (above.length === 0) waiting++;
        else if (above.includes(PROTOCOLS[kind] ?? kind.toLowerCase())) agreed++;
        else wrong.set(`${kind}: ${above[0]}`, (wrong.get(`${kind}: ${above[0]}`) ?? 0) + 1);
      });
    }
    const others = named - agreed - waiting;
    console.log(
      `${named} payloads named, ${agreed} as by tshark, ${waiting} parts of longer messages, ${others} otherwise`,
    );
    expect(others / named, JSON.stringify([...wrong])).toBeLessThan(0.006);
    expect(agreed).toBeGreaterThan(10_000);
  }, 120_000);
});

async function eachKind(path: string, most: number, visit: (index: number, kind: string) => void): Promise<void> {
  const capture = await openCapture(path);
  const cursor = new RecordCursor();
  const layers = new Layers();
  let n = 0;
  do {
    while (n < most && capture.reader.next(cursor)) {
      walkRecord(cursor.bytes, cursor.start, cursor.end, cursor.originalLength, cursor.linkType, layers);
      if (layers.ipProto === 6 || layers.ipProto === 17) visit(n, payloadKindName(layers.payloadKind));
      n++;
    }
  } while (n < most && (await capture.readBlock()));
  await capture.close();
}

/** The root is no name of a host. */
const UNNAMED = /<Root>$/;
/** Answers inside of tunnels: names are gathered from the outermost packets, as hosts are. */
const IN_TUNNELS = new Set(['arkime/arkime_synthetic.pcap', 'arkime/ipv6-gtp6.pcap']);

const hasQuestions = (path: string): boolean => tsharkRows(path).some(row => row('dns.qry.name').length > 0);

describe.skipIf(captures.length === 0)('names of hosts equal those of tshark (needs captures and tshark)', () => {
  const withDns =
    captures.length === 0 ? [] : sampled(tsharkCaptures().filter(hasQuestions), path => IN_TUNNELS.has(path));
  let compared = 0;
  let missing = 0;

  test.each(withDns)(
    '%s',
    async file => {
      const path = sharedPath(`captures/${file}`);
      const capture = await openCapture(path);
      const store = new CaptureStore();
      await ingest(capture, store, () => true);
      await capture.close();
      const lost: string[] = [];
      for (const [address, name] of tsharkHosts(path)) {
        compared++;
        const known = store.names.of(parseAddress(address)!).map(said => said.name.toLowerCase());
        if (!known.includes(name.toLowerCase())) lost.push(`${address} ${name}`);
      }
      missing += lost.length;
      expect(lost.filter(entry => !UNNAMED.test(entry) && !IN_TUNNELS.has(file))).toEqual([]);
    },
    60_000,
  );

  afterAll(() => console.log(`${withDns.length} captures: ${compared} names of tshark's, ${missing} not among ours`));
});
