// Columns of the ranked keys.
import type { GapKeyRow } from '../../../shared/model/gap.ts';
import type { GapSort, TimingScope } from '../../../shared/model/timing.ts';
import { formatCount, formatDuration, threeDigits } from '../../../shared/unit/format.ts';
import { secondsText } from '../../../shared/unit/time.ts';
import type { Column } from '../../grid/Table.tsx';
import { HostName } from '../../ui/HostName.tsx';
import { GAP_MEASURES } from '../inspector/gap-measures.ts';
import { keyLabel, keyNames } from './key-text.ts';

type GapColumn = Column<GapKeyRow, GapSort>;

const TITLE: Readonly<Record<TimingScope, string>> = {
  host: 'Host',
  stream: 'Stream',
  flow: 'Flow',
  conversation: 'Host pair',
};

const define = (label: string): string => GAP_MEASURES.find(measure => measure.label === label)!.definition;

const time = (title: string, sort: 'mean' | 'median' | 'sd'): GapColumn => ({
  title,
  help: define(title),
  width: 66,
  right: true,
  sort,
  render: row =>
    row[sort] === null ? (
      ''
    ) : (
      <span title={`${secondsText(Math.round(row[sort]))} s`}>{formatDuration(row[sort])}</span>
    ),
});

const ratio = (title: string, sort: 'cv' | 'burstiness' | 'memory', text: (value: number) => string): GapColumn => ({
  title,
  help: define(title),
  width: sort === 'cv' ? 62 : 54,
  right: true,
  sort,
  render: row => (row[sort] === null ? '' : <span title={String(row[sort])}>{text(row[sort])}</span>),
});

/** Both lie between -1 and 1. */
const inHundredths = (value: number): string => value.toFixed(2).replace('-0.00', '0.00');

export function gapColumns(scope: TimingScope): readonly GapColumn[] {
  return [
    {
      title: TITLE[scope],
      help: 'Sorted by this: in order of appearance',
      width: scope === 'host' ? 140 : 220,
      grow: 2,
      sort: 'key',
      render: row => <KeyCell scope={scope} row={row} />,
    },
    {
      title: 'Gaps',
      help: define('Gaps'),
      width: 60,
      right: true,
      sort: 'n',
      render: row => formatCount(row.n),
    },
    time('Mean', 'mean'),
    time('Median', 'median'),
    time('SD', 'sd'),
    ratio('CV', 'cv', threeDigits),
    ratio('B', 'burstiness', inHundredths),
    ratio('M', 'memory', inHundredths),
  ];
}

function KeyCell({ scope, row }: { readonly scope: TimingScope; readonly row: GapKeyRow }) {
  const label = keyLabel(scope, row);
  const names = keyNames(row);
  if (scope === 'host') return <HostName {...row.a} />;
  return <span title={names ? `${label} (${names})` : label}>{label}</span>;
}

/** A row as tab-separated text, exact. */
export const gapText = (row: GapKeyRow): string =>
  [row.text, row.n, ...[row.mean, row.median, row.sd].map(seconds), row.cv, row.burstiness, row.memory]
    .map(value => value ?? '')
    .join('\t');

const seconds = (nanos: number | null): string | null => (nanos === null ? null : String(nanos / 1e9));
