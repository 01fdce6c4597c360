// The columns of the comparison, and how changes are told.

import type { Change, Compared, ComparedRow, ComparedTraffic, CompareSort } from '../../../shared/model/compare.ts';
import { formatBytes, formatCount } from '../../../shared/unit/format.ts';
import type { Column } from '../../grid/Table.tsx';
import { hostTest } from '../../state/selection-filter.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { HostName } from '../../ui/HostName.tsx';
import { DASH } from '../../ui/words.ts';
import classes from './CompareView.module.css';

export const CHANGE_TEXT: Readonly<Record<Change, string>> = {
  new: 'New',
  gone: 'Gone',
  more: 'More',
  less: 'Less',
  same: 'As before',
};

type CompareColumn = Column<ComparedRow, CompareSort>;

const MEASURES: readonly {
  readonly title: string;
  readonly sorts: readonly [CompareSort, CompareSort];
  readonly text: (traffic: ComparedTraffic) => string;
}[] = [
  { title: 'Packets', sorts: ['packetsBefore', 'packetsAfter'], text: t => formatCount(t.packets) },
  { title: 'Bytes', sorts: ['bytesBefore', 'bytesAfter'], text: t => formatBytes(t.bytes) },
];

const RATE = 'Original length of the records a second, over the time from the first to the last record of the source';

export function compareColumns(what: Compared): readonly CompareColumn[] {
  const ends: CompareColumn[] = [
    {
      title: what === 'hosts' ? 'Host' : 'A',
      help: COLUMN.comparedEnd,
      width: 190,
      grow: 2,
      sort: 'a',
      render: r => <HostName {...r.a} />,
      filter: r => hostTest(r.a.address),
    },
  ];
  if (what === 'conversations')
    ends.push({
      title: 'B',
      help: COLUMN.comparedOther,
      width: 190,
      grow: 2,
      render: r => r.b && <HostName {...r.b} />,
      filter: r => r.b && hostTest(r.b.address),
    });
  return [
    {
      title: 'Change',
      width: 92,
      sort: 'change',
      help: COLUMN.compareChange,
      render: ({ change }) => (
        <span className={classes.mark} data-change={change}>
          {CHANGE_TEXT[change]}
        </span>
      ),
    },
    ...ends,
    ...MEASURES.flatMap(({ title, sorts, text }) =>
      (['before', 'after'] as const).map(
        (side, i): CompareColumn => ({
          title: `${title} ${side}`,
          help: COLUMN.comparedTraffic,
          width: 112,
          grow: 1,
          right: true,
          sort: sorts[i]!,
          render: row => (row[side] ? text(row[side]) : DASH),
        }),
      ),
    ),
    { title: 'Rate before', width: 100, grow: 1, right: true, help: RATE, render: r => rateText(r.before) },
    { title: 'Rate after', width: 100, grow: 1, right: true, help: RATE, render: r => rateText(r.after) },
    {
      title: 'Ratio',
      width: 80,
      right: true,
      sort: 'ratio',
      help: COLUMN.compareRatio,
      render: ({ ratio }) => (ratio === null ? DASH : `${ratio.toPrecision(3)} ×`),
    },
  ];
}

const rateText = (traffic: ComparedTraffic | null): string =>
  traffic?.rate == null ? DASH : `${formatBytes(traffic.rate)}/s`;

export const compareText = ({ change, a, b, before, after, ratio }: ComparedRow): string =>
  [
    change,
    a.address,
    b?.address ?? '',
    before?.packets ?? '',
    after?.packets ?? '',
    before?.bytes ?? '',
    after?.bytes ?? '',
    ratio ?? '',
  ].join('\t');
