// Series: totals per interval, every key's series with its band and anomalies, one of them large, and what stands out.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AnomalySort } from '../../../shared/contract/series-calls.ts';
import { type AnomalyRow, WHOLE } from '../../../shared/model/series.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import type { Time, TimeRange } from '../../../shared/unit/time.ts';
import type { Order } from '../../grid/Table.tsx';
import { selectRange, useSelection } from '../../state/selection.ts';
import { type ChosenSeries, useSeries } from '../../state/series.ts';
import { useSource } from '../../state/source.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { Term } from '../../ui/Term.tsx';
import { Anomalies, Judgements } from './Anomalies.tsx';
import { type Grouping, groupingsOf, twoKeys } from './groupings.ts';
import { KeyList } from './KeyList.tsx';
import { KeyName, useKeyNames } from './key-name.tsx';
import { addMarks } from './Marks.tsx';
import { Multiples } from './Multiples.tsx';
import { SeriesPlot } from './SeriesPlot.tsx';
import { momentText } from './scales.ts';
import classes from './series.module.css';
import { Toolbar } from './Toolbar.tsx';
import { useAnomalies } from './use-anomalies.ts';
import { useDetectorLegend } from './use-detector-legend.ts';
import { useLines } from './use-lines.ts';

export function SeriesView() {
  const info = useSource(s => s.info);
  if (!info) return null;
  return <Series info={info} />;
}

const timeOf = (seconds: number): Time => {
  const whole = Math.floor(seconds);
  return [whole, Math.round((seconds - whole) * 1000) * 1_000_000];
};

function Series({ info }: { readonly info: SourceInfo }) {
  const state = useSeries();
  const groupings = groupingsOf(info);
  const grouping = groupings.find(one => one.by === state.by) ?? groupings[0]!;
  const { by } = grouping;
  const { chosen } = state;
  // There is but one.
  const large = chosen ?? (by === WHOLE ? { by, key: WHOLE } : null);
  const [order, setOrder] = useState<Order<AnomalySort>>({ by: 'rank', direction: 'desc' });
  const total = useLines(WHOLE, [WHOLE], by === WHOLE && chosen === null);
  const [shown, setShown] = useState<readonly string[]>([]);
  const found = useAnomalies(by, chosen?.by === by ? chosen.key : null, order, shown);
  const interval = total.value?.facts.interval ?? null;
  useChosenHost(by);

  const nameOf = useKeyNames(chosen ? [chosen.key] : []);
  const choose = (next: ChosenSeries | null): void => useSeries.setState({ chosen: next });
  function chooseAnomaly(row: AnomalyRow): void {
    choose({ by, key: row.key });
    selectRange({ from: timeOf(row.seconds), to: timeOf(row.until) });
  }
  const problem = total.problem;
  return (
    <div className={classes.view}>
      <Toolbar by={by} groupings={groupings} interval={interval} />
      {problem ? (
        <ProblemLine problem={problem} />
      ) : (
        <div className={classes.body}>
          <Lists info={info} grouping={grouping} onChoose={choose} />
          <div className={classes.charts}>
            <Totals lines={total} />
            {large ? (
              <Large chosen={large} onClose={chosen && by !== WHOLE ? () => choose(null) : null} />
            ) : (
              <Multiples
                key={by}
                by={by}
                title={grouping.title}
                onChoose={key => choose({ by, key })}
                onShow={setShown}
              />
            )}
            <section className={classes.found} aria-label="Anomalies">
              <div className={classes.strip}>
                <h2>{chosen?.by === by ? `Anomalies of ${nameOf(chosen.key)}` : 'Anomalies of all series'}</h2>
                {chosen && <span className={classes.legend}>in all series:</span>}
                <Judgements found={found} />
                {found.progress !== null && <span className={classes.legend}>until then: of the series above</span>}
                {order.by === 'rank' && <Term text={RANK_HELP}>What matters first</Term>}
              </div>
              {!chosen && <Notes notes={found.pages.answer?.summary.notes ?? []} />}
              <Anomalies found={found} interval={interval} order={order} onOrder={setOrder} onChoose={chooseAnomaly} />
            </section>
          </div>
        </div>
      )}
    </div>
  );
}

const RANK_HELP =
  'Distance from the median in robust units, times the total of the key; keys with few intervals above 0, and the other host of a pair, come last. A heading sorts otherwise.';

/** A host that is selected anywhere is shown here. */
function useChosenHost(by: string): void {
  const host = useSelection(s => s.host);
  const address = host?.address;
  useEffect(() => {
    if (by === 'host' && address !== undefined) useSeries.setState({ chosen: { by, key: address } });
  }, [by, address]);
}

interface ListsProps {
  readonly info: SourceInfo;
  readonly grouping: Grouping;
  onChoose(chosen: ChosenSeries | null): void;
}

/** Keys, ranked; of a file with two keys both, the second within the chosen first. */
function Lists({ info, grouping, onChoose }: ListsProps) {
  const chosen = useSeries(s => s.chosen);
  const two = twoKeys(info);
  const nameOf = useKeyNames(chosen?.by === two?.[0].by && chosen ? [chosen.key] : []);
  if (!two || grouping.by === WHOLE || grouping.by === two[2].by) {
    return (
      <div className={classes.lists}>
        <KeyList key={grouping.by} title={grouping.title} by={grouping.by} testId="series-key" onChoose={onChoose} />
      </div>
    );
  }
  const [one, other, both] = two;
  const within = chosen?.by === one.by ? chosen.key : firstOf(chosen, both.by);
  return (
    <div className={classes.lists}>
      <KeyList key={one.by} title={one.title} by={one.by} testId="series-key" onChoose={onChoose} />
      {within === null ? (
        <KeyList key={other.by} title={other.title} by={other.by} testId="series-second-key" onChoose={onChoose} />
      ) : (
        <KeyList
          key={both.by}
          title={`${other.title} of ${one.title} ${nameOf(within)}`}
          by={both.by}
          prefix={`${within},`}
          testId="series-second-key"
          onChoose={next => onChoose(next ?? { by: one.by, key: within })}
        />
      )}
    </div>
  );
}

const firstOf = (chosen: ChosenSeries | null, both: string): string | null =>
  chosen?.by === both ? chosen.key.slice(0, chosen.key.indexOf(',')) : null;

function Totals({ lines }: { readonly lines: ReturnType<typeof useLines> }) {
  const { logarithmic, marks, rolling } = useSeries();
  const range = useSelection(s => s.range);
  const { value } = lines;
  const line = value?.lines[0];
  return (
    <section className={classes.totals} data-picture="Totals per interval" aria-label="Totals per interval">
      <h2>
        All together
        <span className={classes.legend}>
          <span className={classes.meanKey} /> <Term text="Mean of all intervals.">mean</Term>
          <span className={classes.rollingKey} />
          <Term text={`Mean of the ${rolling} intervals that end with each; from the ${rolling}th on.`}>
            mean of {rolling} intervals
          </Term>
        </span>
      </h2>
      <div className={classes.totalsPlot}>
        {line && value && (
          <SeriesPlot
            means
            line={line}
            facts={value.facts}
            label="Totals per interval"
            logarithmic={logarithmic}
            marks={marks}
            range={range}
            onPoint={point => selectRange(rangeOf(line.seconds, point, value.facts.interval))}
          />
        )}
      </div>
    </section>
  );
}

function rangeOf(seconds: readonly number[], point: number, interval: number | null): TimeRange {
  const from = seconds[point]!;
  return { from: timeOf(from), to: timeOf(from + (interval ?? (seconds[point + 1] ?? from + 1) - from)) };
}

/** One series, large. A click on a point selects its interval, which can be marked. */
function Large({ chosen, onClose }: { readonly chosen: ChosenSeries; readonly onClose: (() => void) | null }) {
  const { logarithmic, marks } = useSeries();
  const legend = useDetectorLegend();
  const range = useSelection(s => s.range);
  const lines = useLines(chosen.by, [chosen.key]);
  const name = useKeyNames([chosen.key])(chosen.key);
  if (lines.problem) return <ProblemLine problem={lines.problem} />;
  const { value } = lines;
  const line = value?.lines[0];
  const point = line && range?.from ? line.seconds.findIndex(one => Math.floor(one) === range.from![0]) : -1;
  const moment = line && point >= 0 ? line.seconds[point]! : null;
  const isMarked = moment !== null && marks.some(mark => mark.seconds === moment && mark.key === chosen.key);
  return (
    <section className={classes.large} aria-label={`Series of ${name}`} data-testid="series-large">
      <div className={classes.strip}>
        <h2>
          <KeyName name={chosen.key} />
        </h2>
        {moment !== null && value && (
          <Button
            size="compact-sm"
            data-testid="series-mark"
            onClick={() =>
              isMarked
                ? useSeries.setState({
                    marks: marks.filter(mark => mark.seconds !== moment || mark.key !== chosen.key),
                  })
                : addMarks([{ seconds: moment, key: chosen.key }])
            }
          >
            {isMarked ? 'Remove the mark of' : 'Mark'} {momentText(moment, value.facts.interval)}
          </Button>
        )}
        {onClose && (
          <Button size="compact-sm" leftSection={<Icon name="back" size={13} />} onClick={onClose}>
            All series
          </Button>
        )}
      </div>
      {line === undefined && value && <p className={classes.hint}>This series has no values in what is shown.</p>}
      <div className={classes.largePlot} data-picture={`Series of ${name}`} data-picture-legend={legend}>
        {line && value && (
          <SeriesPlot
            line={line}
            facts={value.facts}
            label={`Series of ${name}, with the range that ${line.detections[0]?.detector ?? 'nothing'} expects`}
            logarithmic={logarithmic}
            marks={marks}
            range={range}
            onPoint={at => selectRange(rangeOf(line.seconds, at, value.facts.interval))}
          />
        )}
      </div>
      <Notes notes={line?.detections.flatMap(({ notes }) => notes) ?? []} />
    </section>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {notes.map(note => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
