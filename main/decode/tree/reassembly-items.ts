// How what was put together shows in the tree: which records brought which bytes, and what is odd about them.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from './dissection.ts';
import { TreeItem } from './item.ts';
import type { Oddities, Piece, Reassembly } from './reassembly.ts';

interface Names {
  readonly all: FieldName;
  readonly one: FieldName;
  readonly error: FieldName;
  readonly count: FieldName;
  readonly length: FieldName;
  readonly data: FieldName;
  readonly odd: readonly (readonly [keyof Oddities, FieldName])[];
  /** For people: `3 IPv4 Fragments`. */
  readonly title: readonly [one: string, several: string];
}

const IPV4: Names = {
  all: 'ip.fragments',
  one: 'ip.fragment',
  error: 'ip.fragment.error',
  count: 'ip.fragment.count',
  length: 'ip.reassembled.length',
  data: 'ip.reassembled.data',
  odd: [
    ['overlap', 'ip.fragment.overlap'],
    ['conflict', 'ip.fragment.overlap.conflict'],
    ['multipleTails', 'ip.fragment.multipletails'],
    ['tooLong', 'ip.fragment.toolongfragment'],
  ],
  title: ['IPv4 Fragment', 'IPv4 Fragments'],
};
const IPV6: Names = {
  all: 'ipv6.fragments',
  one: 'ipv6.fragment',
  error: 'ipv6.fragment.error',
  count: 'ipv6.fragment.count',
  length: 'ipv6.reassembled.length',
  data: 'ipv6.reassembled.data',
  odd: [
    ['overlap', 'ipv6.fragment.overlap'],
    ['conflict', 'ipv6.fragment.overlap.conflict'],
    ['multipleTails', 'ipv6.fragment.multipletails'],
    ['tooLong', 'ipv6.fragment.toolongfragment'],
  ],
  title: ['IPv6 Fragment', 'IPv6 Fragments'],
};
const TCP: Names = {
  all: 'tcp.segments',
  one: 'tcp.segment',
  error: 'tcp.segment.error',
  count: 'tcp.segment.count',
  length: 'tcp.reassembled.length',
  data: 'tcp.reassembled.data',
  odd: [
    ['overlap', 'tcp.segment.overlap'],
    ['conflict', 'tcp.segment.overlap.conflict'],
    ['multipleTails', 'tcp.segment.multipletails'],
    ['tooLong', 'tcp.segment.toolongfragment'],
  ],
  title: ['Reassembled TCP Segment', 'Reassembled TCP Segments'],
};
const NAMES = { ip: IPV4, ipv6: IPV6, tcp: TCP } as const;

/** The item that lists the pieces of `whole`, which is source number `source`; the caller puts it into the tree. */
export function reassemblyItem(
  d: Dissection,
  kind: keyof typeof NAMES,
  { pieces, whole }: Reassembly,
  source: number,
): TreeItem {
  const names = NAMES[kind];
  const bytes = whole ?? d.bytes.subarray(0, 0);
  const count = `${pieces.length} ${names.title[pieces.length === 1 ? 0 : 1]}`;
  const list = pieces.map(({ frame, length }) => `#${frame}(${length})`).join(', ');
  const label = `${count} (${bytes.length} byte${bytes.length === 1 ? '' : 's'}): ${list}`;
  const item = new TreeItem(names.all, 0, bytes.length, source, kind === 'ip' ? bytes : null, label);
  for (const piece of pieces) item.children.push(pieceItem(names, piece, source, bytes.length));
  const of = (name: FieldName, value: number): TreeItem => new TreeItem(name, 0, 0, source, value, null);
  item.children.push(of(names.count, pieces.length), of(names.length, bytes.length));
  item.children.push(new TreeItem(names.data, 0, bytes.length, source, bytes, null));
  return item;
}

function pieceItem(names: Names, piece: Piece, source: number, total: number): TreeItem {
  const { frame, offset, length } = piece;
  const wrong = piece.conflict || piece.multipleTails || piece.tooLong;
  const bytes = `payload: ${offset}-${offset + length - 1} (${length} byte${length === 1 ? '' : 's'})`;
  const label = `Frame: ${frame}${length === 0 ? ' (no data)' : `, ${bytes}`}`;
  const start = Math.min(offset, total);
  const within = Math.min(length, total - start);
  const item = new TreeItem(wrong ? names.error : names.one, start, within, source, frame, label);
  for (const [oddity, name] of names.odd) {
    if (piece[oddity]) item.children.push(new TreeItem(name, 0, 0, source, 1, null));
  }
  return item;
}
