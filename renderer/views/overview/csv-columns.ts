// The rankings and findings of the overview as CSV.
import type {
  Finding,
  Overview,
  PairRow,
  PortRow,
  ProtocolRow,
  Ranked,
  TalkerRow,
  TwoWays,
} from '../../../shared/model/overview.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { type Cell, type Columns, numberCell, secondsCell } from '../../../shared/unit/cell.ts';
import { csvTable } from '../../../shared/unit/csv.ts';
import { epochTime, type Time } from '../../../shared/unit/time.ts';
import { unreadLines } from '../../ui/unread-lines.ts';
import { nameCell } from '../inspector/csv-columns.ts';

/** Rows of both orders, once each: those by what was sent, then what only the other order has. */
function inAnyOrder<Row>({ sent, received }: Ranked<Row>, keyOf: (row: Row) => number): readonly Row[] {
  return [...new Map([...sent, ...received].map(row => [keyOf(row), row])).values()];
}

const TWO_WAYS: Columns<TwoWays> = [
  ['packets_sent', 'integer', row => numberCell(row.packetsSent)],
  ['packets_received', 'integer', row => numberCell(row.packetsReceived)],
  ['payload_sent', 'integer', row => numberCell(row.payloadSent)],
  ['payload_received', 'integer', row => numberCell(row.payloadReceived)],
];

const TALKERS: Columns<TalkerRow> = [
  ['address', 'text', ({ host }) => host.address],
  ['name', 'text', ({ host }) => nameCell(host)],
  ...TWO_WAYS,
];

export const talkersCsv = ({ talkers }: Overview): string =>
  csvTable(
    TALKERS,
    inAnyOrder(talkers, ({ host }) => host.id),
  );

interface PortOf extends PortRow {
  readonly protocol: 'TCP' | 'UDP';
}

const PORTS: Columns<PortOf> = [
  ['protocol', 'text', row => row.protocol],
  ['port', 'integer', row => numberCell(row.port)],
  ['service', 'text', row => row.service],
  ...TWO_WAYS,
];

export function portsCsv({ tcpPorts, udpPorts }: Overview): string {
  const of = (protocol: PortOf['protocol'], rows: Ranked<PortRow>): readonly PortOf[] =>
    inAnyOrder(rows, ({ port }) => port).map(row => ({ protocol, ...row }));
  return csvTable(PORTS, [...of('TCP', tcpPorts), ...of('UDP', udpPorts)]);
}

const PAIRS: Columns<PairRow> = [
  ['a', 'text', row => row.a.address],
  ['b', 'text', row => row.b.address],
  ['a_name', 'text', row => nameCell(row.a)],
  ['b_name', 'text', row => nameCell(row.b)],
  ['packets', 'integer', row => numberCell(row.packets)],
  ['payload_bytes', 'integer', row => numberCell(row.payload)],
];

export const pairsCsv = ({ busiest }: Overview): string => csvTable(PAIRS, busiest);

interface ProtocolOf extends ProtocolRow {
  readonly of: 'protocol' | 'payload_kind';
}

const PROTOCOLS: Columns<ProtocolOf> = [
  ['field', 'text', row => row.of],
  ['value', 'text', row => row.name],
  ['packets', 'integer', row => numberCell(row.packets)],
  ['payload_bytes', 'integer', row => numberCell(row.payload)],
];

export const protocolsCsv = ({ transports, kinds }: Overview): string =>
  csvTable(PROTOCOLS, [
    ...transports.map(row => ({ of: 'protocol' as const, ...row })),
    ...kinds.map(row => ({ of: 'payload_kind' as const, ...row })),
  ]);

/** What any finding may say; absent: this one does not. */
interface FindingCells {
  readonly kind: string;
  readonly src?: Cell;
  readonly src_name?: Cell;
  readonly dst?: Cell;
  readonly dst_name?: Cell;
  readonly start_epoch?: Cell;
  readonly end_epoch?: Cell;
  readonly burst?: Cell;
  readonly packets?: Cell;
  readonly payload_bytes?: Cell;
  readonly connections?: Cell;
  readonly period_s?: Cell;
  readonly score?: Cell;
  readonly p_value?: Cell;
  readonly measure?: Cell;
  readonly value?: Cell;
  readonly upper?: Cell;
  readonly gap_median_s?: Cell;
  /** Other hosts at the same period. */
  readonly alike?: Cell;
  readonly file?: Cell;
  readonly line?: Cell;
  readonly record?: Cell;
  readonly reason?: Cell;
}

const cellOf = <Name extends keyof FindingCells, Kind extends Columns<FindingCells>[number][1]>(
  name: Name,
  kind: Kind,
) => [name, kind, (row: FindingCells): Cell => row[name] ?? null] as const;

const FINDINGS: Columns<FindingCells> = [
  cellOf('kind', 'text'),
  cellOf('src', 'text'),
  cellOf('src_name', 'text'),
  cellOf('dst', 'text'),
  cellOf('dst_name', 'text'),
  cellOf('start_epoch', 'epoch'),
  cellOf('end_epoch', 'epoch'),
  cellOf('burst', 'integer'),
  cellOf('packets', 'integer'),
  cellOf('payload_bytes', 'integer'),
  cellOf('connections', 'integer'),
  cellOf('period_s', 'number'),
  cellOf('score', 'number'),
  cellOf('p_value', 'number'),
  cellOf('measure', 'text'),
  cellOf('value', 'number'),
  cellOf('upper', 'number'),
  cellOf('gap_median_s', 'number'),
  cellOf('alike', 'text'),
  cellOf('file', 'text'),
  cellOf('line', 'integer'),
  cellOf('record', 'integer'),
  cellOf('reason', 'text'),
];

type Ends = Pick<Extract<Finding, { readonly kind: 'burst' }>, 'src' | 'dst'>;

const ends = ({ src, dst }: Ends) => ({
  src: src?.address ?? null,
  src_name: nameCell(src),
  dst: dst?.address ?? null,
  dst_name: nameCell(dst),
});

const times = (from: Time, to: Time) => ({ start_epoch: epochTime(from), end_epoch: epochTime(to) });

function cellsOf(one: Finding): FindingCells {
  switch (one.kind) {
    case 'beacon':
      return {
        kind: one.kind,
        ...ends(one),
        connections: numberCell(one.connections),
        period_s: secondsCell(one.period),
        score: numberCell(one.score),
        p_value: numberCell(one.pValue),
        alike: one.alike.map(({ address }) => address).join(' ') || null,
      };
    case 'burst':
      return {
        kind: one.kind,
        ...ends(one),
        ...times(one.start, one.end),
        burst: numberCell(one.burst),
        packets: numberCell(one.packets),
        payload_bytes: numberCell(one.payload),
      };
    case 'outlier':
      return {
        kind: one.kind,
        ...ends(one),
        ...times(one.from, one.to),
        measure: one.measure,
        value: numberCell(one.value),
        upper: numberCell(one.upper),
      };
    case 'silence':
      return { kind: one.kind, ...times(one.from, one.to), gap_median_s: secondsCell(one.median) };
  }
}

/** Findings with the damage of the source and its broken lines before them, as they are shown. */
export function findingsCsv(
  info: Pick<SourceInfo, 'damage' | 'badLines' | 'badRequests' | 'files'>,
  found: readonly Finding[],
): string {
  return csvTable(FINDINGS, [
    ...info.damage.map(({ record, reason }) => ({ kind: 'damage', record: numberCell(record), reason })),
    ...unreadLines(info).first.map(({ path, line, reason }) => ({
      kind: 'bad-line',
      file: path ?? null,
      line: numberCell(line),
      reason,
    })),
    ...found.map(cellsOf),
  ]);
}
