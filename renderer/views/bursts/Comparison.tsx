// Thresholds A, those in force, beside thresholds B: what becomes of the bursts.

import { Button } from '@mantine/core';
import type { BurstComparisonPage } from '../../../shared/contract/burst-calls.ts';
import type { BurstRow } from '../../../shared/model/burst.ts';
import { BURST_RELATIONS, type BurstRelation, type ComparedBursts } from '../../../shared/model/burst-shape.ts';
import type { HostEnd } from '../../../shared/model/host.ts';
import { counted, formatBytes, formatCount, formatDuration, nounFor } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { sideTest } from '../../grid/cell-filters.ts';
import { type Column, Table } from '../../grid/Table.tsx';
import type { Pages } from '../../grid/use-pages.ts';
import { selectBurst, useSelection } from '../../state/selection.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { HostName } from '../../ui/HostName.tsx';
import { timeOfDay } from '../../ui/moment.ts';
import { Term } from '../../ui/Term.tsx';
import { DASH } from '../../ui/words.ts';
import classes from './BurstsView.module.css';

type Compared = Pages<ComparedBursts, BurstComparisonPage>;

const RELATION: Readonly<Record<BurstRelation, { readonly title: string; readonly help: string }>> = {
  same: { title: 'Same', help: 'Bursts of A that are bursts of B with the same records.' },
  changed: { title: 'Changed', help: 'Bursts of A that are one burst of B with more or fewer records.' },
  split: { title: 'Split', help: 'Bursts of A whose records lie in several bursts of B.' },
  merged: { title: 'Merged', help: 'Bursts of A that are part of a burst of B which holds others of A, too.' },
  regrouped: {
    title: 'Regrouped',
    help: 'Bursts of A whose records lie in several bursts of B that hold others of A, too.',
  },
  vanished: { title: 'Vanished', help: 'Bursts of A none of whose records is in a burst of B.' },
  added: { title: 'Added', help: 'Bursts of B none of whose records is in a burst of A.' },
};

interface OutcomeProps {
  readonly page: BurstComparisonPage | undefined;
  readonly relation: BurstRelation | null;
  onRelation(relation: BurstRelation | null): void;
}

const Side = ({ of }: { readonly of: BurstComparisonPage['a'] }) => (
  <>
    <strong>{formatCount(of.bursts)}</strong> {nounFor(of.bursts, 'burst')}, {counted(of.packets, 'packet')},{' '}
    {formatBytes(of.payloadBytes)}
  </>
);

/** Counts by what becomes of bursts; a click lists these alone. */
export function Outcome({ page, relation, onRelation }: OutcomeProps) {
  if (!page) return null;
  const { counts, a, b } = page;
  return (
    <div className={classes.relations}>
      <span data-testid="compare-totals">
        A <Side of={a} />; B <Side of={b} />
      </span>
      <span className={classes.relationButtons}>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-pressed={relation === null}
          onClick={() => onRelation(null)}
        >
          All
        </Button>
        {BURST_RELATIONS.map(name => (
          <Button
            key={name}
            size="compact-xs"
            variant={relation === name ? 'light' : 'subtle'}
            color="gray"
            aria-pressed={relation === name}
            title={RELATION[name].help}
            disabled={counts[name] === 0 && relation !== name}
            data-testid={`relation-${name}`}
            onClick={() => onRelation(relation === name ? null : name)}
          >
            {RELATION[name].title} {formatCount(counts[name])}
          </Button>
        ))}
      </span>
    </div>
  );
}

type ComparedColumn = Column<ComparedBursts, 'a'>;

const number = (burst: BurstRow | null): string => (burst === null ? DASH : formatCount(burst.burst));
const one = ({ a, b }: ComparedBursts): BurstRow => (a ?? b)!;
const end = (host: HostEnd | null) => (host === null ? 'any' : <HostName {...host} />);
const sideOf = (host: HostEnd | null, side: 'src' | 'dst') => host && sideTest(side, host.address);
const of = (title: string, help: string, width: number, text: (burst: BurstRow) => string): readonly ComparedColumn[] =>
  (['a', 'b'] as const).map(side => ({
    title: `${title} ${side.toUpperCase()}`,
    help: `${help} at thresholds ${side.toUpperCase()}`,
    width,
    right: true,
    render: row => (row[side] === null ? DASH : text(row[side])),
  }));

const COLUMNS: readonly ComparedColumn[] = [
  { title: '# A', help: COLUMN.burstA, width: 56, right: true, render: row => number(row.a) },
  { title: '# B', help: COLUMN.burstB, width: 56, right: true, render: row => number(row.b) },
  {
    title: 'In B',
    help: COLUMN.burstInB,
    width: 92,
    render: row => <Term text={RELATION[row.relation].help}>{RELATION[row.relation].title}</Term>,
  },
  { title: 'Shared', help: COLUMN.burstShared, width: 64, right: true, render: row => formatCount(row.shared) },
  ...of('Packets', 'Records of the burst', 78, burst => formatCount(burst.packets)),
  ...of('Duration', 'From first to last relevant record', 82, burst =>
    formatDuration(nanosBetweenLossy(burst.start, burst.end)),
  ),
  {
    title: 'Start (UTC)',
    help: COLUMN.burstStart,
    width: 120,
    render: row => <time dateTime={isoTime(one(row).start)}>{timeOfDay(one(row).start, 3)}</time>,
  },
  {
    title: 'Source',
    help: COLUMN.burstSource,
    width: 120,
    grow: 2,
    render: row => end(one(row).src),
    filter: row => sideOf(one(row).src, 'src'),
  },
  {
    title: 'Destination',
    help: COLUMN.burstDestination,
    width: 120,
    grow: 2,
    render: row => end(one(row).dst),
    filter: row => sideOf(one(row).dst, 'dst'),
  },
];

const textOf = (row: ComparedBursts): string =>
  [row.a?.burst ?? '', row.b?.burst ?? '', row.relation, row.shared].join('\t');

export function ComparisonTable({ pages }: { readonly pages: Compared }) {
  const burst = useSelection(s => s.burst);
  return (
    <Table
      label="Bursts of both sets of thresholds"
      columns={COLUMNS}
      pages={pages}
      order={{ by: 'a', direction: 'asc' }}
      onOrder={() => {}}
      isChosen={row => row.a !== null && row.a.burst === burst}
      onChoose={row => selectBurst(row.a === null || row.a.burst === burst ? null : row.a.burst)}
      textOf={textOf}
      testId="compared-row"
      empty="No bursts at either set of thresholds."
    />
  );
}
