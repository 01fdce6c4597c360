// Bursts as a place of its own: pictures between thresholds and table, and a second set of thresholds beside the first.
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { create } from 'zustand';
import { type BurstParams, DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import type { BurstRelation } from '../../../shared/model/burst-shape.ts';
import { usePages } from '../../grid/use-pages.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { link } from '../../state/link.ts';
import { useScope } from '../../state/scope.ts';
import { useSelection } from '../../state/selection.ts';
import { type ShownReport, useShownReport } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { exportReport } from '../../ui/export-report.ts';
import { rowsWord } from '../../ui/rows-word.ts';
import classes from './BurstsView.module.css';
import { BurstsView, useBurstReport } from './BurstsView.tsx';
import { ComparisonTable, Outcome } from './Comparison.tsx';
import { Shapes } from './Shapes.tsx';
import { Suggested } from './Suggested.tsx';
import { Thresholds } from './Thresholds.tsx';

const PICTURES = ['suggested', 'shapes', 'compare'] as const;
type Picture = (typeof PICTURES)[number];
const TITLES: Readonly<Record<Picture, string>> = {
  suggested: 'Suggested thresholds',
  shapes: 'Distributions',
  compare: 'Compare thresholds',
};

interface PlaceState {
  readonly picture: Picture;
  /** Thresholds B. */
  readonly other: BurstParams;
}

/** Kept while other places are shown. */
const usePictures = create<PlaceState>(() => ({
  picture: 'suggested',
  other: { ...DEFAULT_BURST_PARAMS, gapNanos: 1_000_000_000 },
}));

export function BurstsPlace() {
  const source = useSource(s => s.info?.source);
  const picture = usePictures(s => s.picture);
  const params = useBurstParams();
  const b = usePictures(s => s.other);
  const shown = useBurstReport();
  // The command line compares by one way of counting.
  const isComparable = b.compat === params.compat;
  const compared: ShownReport | null = isComparable
    ? {
        wanted: { report: 'bursts', insight: { compare: b } },
        title: 'What becomes of each burst at thresholds B',
        ending: 'burst-comparison.csv',
      }
    : null;
  useShownReport('bursts', picture === 'compare' ? compared : shown);
  if (source === undefined) return <BurstsView />;
  const choice = (
    <SegmentedControl
      aria-label="Picture"
      data-testid="burst-picture"
      value={picture}
      data={PICTURES.map(value => ({ value, label: TITLES[value] }))}
      onChange={value => usePictures.setState({ picture: value as Picture })}
    />
  );
  if (picture === 'compare') return <Compared source={source} choice={choice} />;
  return (
    <BurstsView
      between={
        <div className={classes.pictures}>
          <div className={classes.head}>
            {choice}
            {picture === 'suggested' && <OfAll />}
            {picture === 'shapes' && (
              <ExportButton
                title="Bursts per bin of every distribution, as CSV"
                onClick={() => void exportReport({ report: 'bursts', insight: {} }, 'burst-distributions.csv')}
              >
                Export bins
              </ExportButton>
            )}
          </div>
          {picture === 'suggested' ? <Suggested source={source} /> : <Shapes source={source} sets={[params]} />}
        </div>
      }
    />
  );
}

/** The table below is narrowed by the selection, the suggestions are not. */
function OfAll() {
  const isNarrowed = useSelection(s => s.host !== null || s.range !== null);
  const kind = useSource(s => s.info?.kind ?? 'records');
  if (!isNarrowed) return null;
  return (
    <span className={classes.narrowed} data-testid="suggested-of-all">
      of all {rowsWord(kind)} that pass the filter; the table below is of the selection
    </span>
  );
}

function Compared({ source, choice }: { readonly source: number; readonly choice: React.ReactNode }) {
  const a = useBurstParams();
  const b = usePictures(s => s.other);
  const narrowed = useScope();
  const { host, peer } = useSelection();
  const [relation, setRelation] = useState<BurstRelation | null>(null);
  const question = {
    source,
    a,
    b,
    ...(relation === null ? {} : { relation }),
    ...(host ? { host: host.id } : {}),
    ...(host && peer ? { peer: peer.id } : {}),
    ...narrowed,
  };
  const pages = usePages(JSON.stringify(question), (offset, limit) =>
    link().call('burstComparison', { ...question, offset, limit }),
  );
  return (
    <BurstsView
      between={
        <div className={classes.pictures}>
          <div className={classes.head}>
            {choice}
            <ExportButton
              title="What becomes of each burst: burst_a, burst_b, relation, shared_packets, as CSV"
              data-testid="export-comparison"
              onClick={() => void exportReport({ report: 'bursts', insight: { compare: b } }, 'burst-comparison.csv')}
            >
              Export comparison
            </ExportButton>
          </div>
          <div className={classes.other}>
            <strong title="The thresholds above are A">B</strong>
            <Thresholds
              title="Burst thresholds B"
              testId="other"
              params={b}
              onParams={other => usePictures.setState({ other })}
              auto={pages.answer?.b.minPayload}
              busy={pages.loading}
            />
          </div>
          <Outcome page={pages.answer} relation={relation} onRelation={setRelation} />
          <Shapes source={source} sets={[a, b]} />
        </div>
      }
      instead={<ComparisonTable pages={pages} />}
    />
  );
}
