// Small multiples: the largest series of a key, each with its band and anomalies; a click shows one large.
import { Pagination } from '@mantine/core';
import { useEffect, useState } from 'react';
import { counted, formatCount } from '../../../shared/unit/format.ts';
import { useFilter } from '../../state/scope.ts';
import { useSelection } from '../../state/selection.ts';
import { seriesOf, useSeries } from '../../state/series.ts';
import { useSource } from '../../state/source.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { Shape } from './Anomalies.tsx';
import { KeyName, useKeyNames } from './key-name.tsx';
import { SeriesPlot } from './SeriesPlot.tsx';
import { shortValue } from './scales.ts';
import classes from './series.module.css';
import { useDetectorLegend } from './use-detector-legend.ts';
import { useLines } from './use-lines.ts';

const PER_PAGE = 12;

interface Props {
  readonly by: string;
  readonly title: string;
  onChoose(key: string): void;
  /** Hears the keys of the page, with a list that lasts. */
  onShow(keys: readonly string[]): void;
}

export function Multiples({ by, title, onChoose, onShow }: Props) {
  const info = useSource(s => s.info);
  const state = useSeries();
  const filter = useFilter();
  const range = useSelection(s => s.range);
  const [page, setPage] = useState(1);
  const legend = useDetectorLegend();
  const keys = useAnswer(
    'seriesKeys',
    info && {
      source: info.source,
      ...(info.counts ? {} : filter),
      series: seriesOf(state, by),
      sort: 'total',
      direction: 'desc',
      offset: (page - 1) * PER_PAGE,
      limit: PER_PAGE,
    },
  );
  const lines = useLines(by, keys.value?.rows.map(({ key }) => key) ?? null);
  const rows = keys.value?.rows;
  useEffect(() => onShow(rows?.map(({ key }) => key) ?? []), [rows, onShow]);
  const nameOf = useKeyNames(keys.value?.rows.map(({ key }) => key) ?? []);
  const problem = keys.problem ?? lines.problem;
  if (problem) return <ProblemLine problem={problem} />;
  const { value } = lines;
  const pages = Math.ceil((keys.value?.total ?? 0) / PER_PAGE);
  return (
    <section className={classes.multiples} aria-label={`Series by ${title}`}>
      <ul className={classes.grid} data-picture={`Series by ${title}`} data-picture-legend={legend}>
        {value?.lines.map(line => {
          const count = new Set(line.detections.flatMap(({ anomalies }) => anomalies)).size;
          const name = nameOf(line.key);
          const total = shortValue(
            line.values.reduce((sum, one) => sum + one, 0),
            value.facts.value,
          );
          return (
            <li key={line.key}>
              <button
                type="button"
                className={classes.multiple}
                aria-pressed={state.chosen?.by === by && state.chosen.key === line.key}
                data-testid="multiple"
                onClick={() => onChoose(line.key)}
              >
                <span className={classes.multipleTitle}>
                  <strong>
                    <KeyName name={line.key} />
                  </strong>
                  <span title="Sum over all intervals">{total}</span>
                  {count > 0 && (
                    <span className={classes.count} title={counted(count, 'anomaly', 'anomalies')}>
                      <Shape which="a" />
                      {formatCount(count)}
                    </span>
                  )}
                </span>
                <span className={classes.multiplePlot}>
                  <SeriesPlot
                    small
                    line={line}
                    facts={value.facts}
                    label={`${title} ${name}`}
                    logarithmic={state.logarithmic}
                    marks={state.marks}
                    range={range}
                  />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {pages > 1 && (
        <Pagination
          size="xs"
          total={pages}
          value={page}
          onChange={setPage}
          getControlProps={control => ({ 'aria-label': `${control} page` })}
        />
      )}
    </section>
  );
}
