// Columns of the ranked keys.

import type { GapKeyRow } from '../../../shared/model/gap.ts';
import type { GapSort, TimingScope } from '../../../shared/model/timing.ts';
import { formatCount, formatDuration, threeDigits } from '../../../shared/unit/format.ts';
import { secondsText } from '../../../shared/unit/time.ts';
import type { Column } from '../../grid/Table.tsx';
import { useHostCalled } from '../../state/annotations.ts';
import { hostTest } from '../../state/selection-filter.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { HostName } from '../../ui/HostName.tsx';
import { GAP_MEASURES } from '../inspector/gap-measures.ts';
import { byAddress, keyLabel } from './key-text.ts';

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
  width: 74,
  right: true,
  sort,
  text: row => seconds(row[sort]),
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
  text: row => String(row[sort] ?? ''),
  render: row => (row[sort] === null ? '' : <span title={String(row[sort])}>{text(row[sort])}</span>),
});

/** Both lie between -1 and 1. */
const inHundredths = (value: number): string => value.toFixed(2).replace('-0.00', '0.00');

export function gapColumns(scope: TimingScope): readonly GapColumn[] {
  return [
    {
      title: TITLE[scope],
      help: COLUMN.gapKey,
      width: scope === 'host' ? 140 : 220,
      grow: 2,
      sort: 'key',
      render: row => <KeyCell scope={scope} row={row} />,
      text: row => row.text,
      filter: ({ a, b }) => (b === null ? hostTest(a.address) : `${hostTest(a.address)} && ${hostTest(b.address)}`),
    },
    {
      title: 'Gaps',
      help: define('Gaps'),
      width: 60,
      right: true,
      sort: 'n',
      render: row => formatCount(row.n),
      text: row => String(row.n),
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
  const called = useHostCalled();
  if (scope === 'host') return <HostName {...row.a} />;
  const label = keyLabel(scope, row, called);
  const addresses = keyLabel(scope, row, byAddress);
  return <span title={label === addresses ? label : `${label} (${addresses})`}>{label}</span>;
}

const seconds = (nanos: number | null): string => (nanos === null ? '' : String(nanos / 1e9));
