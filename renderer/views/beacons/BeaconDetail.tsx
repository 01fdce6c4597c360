// One pair in full: what was found, ticks over time, its gaps, RITA's score part by part, and plain statistics.
import { useMemo } from 'react';
import { placeOf } from '../../../shared/axis/log-axis.ts';
import type { BeaconEnds } from '../../../shared/contract/beacon-calls.ts';
import type { BeaconRequest, BeaconDetail as Detail } from '../../../shared/model/beacon.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy, type TimeRange } from '../../../shared/unit/time.ts';
import { useHostCalled } from '../../state/annotations.ts';
import type { Scope } from '../../state/scope.ts';
import { useTheme } from '../../state/theme.ts';
import { useAnswer, useBulk } from '../../state/use-answer.ts';
import { endpoint } from '../../ui/endpoint.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { HostName } from '../../ui/HostName.tsx';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { PictureMenu } from '../../ui/picture/PictureMenu.tsx';
import { Term } from '../../ui/Term.tsx';
import { colours as coloursOf } from '../../ui/theme/colours.ts';
import { DASH } from '../../ui/words.ts';
import { GAP_MEASURES } from '../inspector/gap-measures.ts';
import { LogHistogram } from '../timing/LogHistogram.tsx';
import { Mark } from '../timing/LogPlot.tsx';
import { chanceText, foundText, isChance, jitterText, periodText } from './beacon-text.ts';
import classes from './beacons.module.css';
import type { Picture } from './draw-ticks.ts';
import { Parts } from './Parts.tsx';
import { TickPlot } from './TickPlot.tsx';

const HISTOGRAM = 150;
/** Of the gaps; those of time as exact as a period is. */
const DURATIONS = [
  ['Min', 'min'],
  ['Median', 'median'],
  ['Mean', 'mean'],
  ['SD', 'sd'],
  ['Max', 'max'],
  ['MAD', 'mad'],
] as const;
const define = (label: string): string => GAP_MEASURES.find(measure => measure.label === label)?.definition ?? label;

interface Props {
  readonly source: number;
  readonly beacons: BeaconRequest;
  readonly ends: BeaconEnds;
  readonly scope: Scope;
  readonly detail: Detail;
  onRange(range: TimeRange): void;
}

export function BeaconDetail({ source, beacons, ends, scope, detail, onRange }: Props) {
  const theme = useTheme(s => s.theme);
  const { row, gaps, band, score, bytes } = detail;
  const ticks = useBulk('beaconTicks', { source, beacons, ends, ...scope });
  const frame = ticks.value;
  const picture = useMemo((): Picture | null => {
    const time = frame?.columns.time as Float64Array | undefined;
    if (!frame || !time || time.length === 0 || !(gaps.max! > 0)) return null;
    const first = time[0]!;
    const air = Math.max(1, (time.at(-1)! - first) * 0.01);
    const least = detail.edges[0] ?? 1;
    const most = Math.max(gaps.max!, least * 1.2);
    return {
      ticks: {
        time,
        ticks: frame.columns.ticks as Float64Array,
        bytes: frame.columns.bytes as Float64Array,
      },
      stretch: { from: first - air, to: time.at(-1)! + air },
      period: frame.meta.period,
      band,
      gaps: { from: Math.max(1, least / 1.1), to: most * 1.1 },
    };
  }, [frame, gaps, band, detail.edges]);
  const called = useHostCalled();
  const port = row.dstPort === null ? '' : ` ${row.dstPort} ${row.protocol ?? ''}`;
  return (
    <section
      className={classes.detail}
      data-picture="Beacon in full"
      aria-label={`${called(row.src)} to ${endpoint(called(row.dst), row.dstPort)}`}
    >
      <header className={classes.heading}>
        <span className={classes.pair} data-testid="beacon-pair">
          <HostName {...row.src} /> → <HostName {...row.dst} />
          {port}
          <PictureMenu of="Beacon in full" size={20} />
        </span>
        <p className={classes.found} data-testid="beacon-found">
          {foundText(detail)}
        </p>
      </header>
      {ticks.problem && <ProblemLine problem={ticks.problem} />}
      {picture && frame && <TickPlot picture={picture} meta={frame.meta} onRange={onRange} />}
      {frame && frame.meta.leftOut > 0 && (
        <p className={classes.note}>
          Drawn: the first {counted(row.connections - frame.meta.leftOut, 'connection')}. Choose a time range to see the
          others.
        </p>
      )}
      <div className={classes.parts}>
        <div>
          {detail.edges.length === 0 ? (
            <p className={classes.note}>All connections begin at the same time: there are no gaps.</p>
          ) : (
            <LogHistogram
              title={
                <Term text="Gaps between connections on a logarithmic axis. The band holds the gaps that the dominant period is the median of: [g, 1.1 g] with most of them.">
                  Gaps and period
                </Term>
              }
              name="Gaps and period of the beacon"
              what="gaps"
              unit="duration"
              edges={detail.edges}
              bars={[{ name: 'gaps', colour: coloursOf(theme).accent, counts: detail.counts, n: gaps.n }]}
              height={HISTOGRAM}
              logarithmic={false}
              aside={detail.zero > 0 ? `${formatCount(detail.zero)} of no length` : undefined}
              behind={box =>
                band && (
                  <rect
                    x={placeOf(box.axis, band.from) - 1}
                    width={Math.max(2, placeOf(box.axis, band.to) - placeOf(box.axis, band.from) + 2)}
                    y={box.top}
                    height={box.bottom - box.top}
                    fill={coloursOf(theme).burst.fill}
                  />
                )
              }
              before={box =>
                row.period !== null && (
                  <Mark box={box} at={row.period} text={periodText(row.period)} colour={coloursOf(theme).burst.line} />
                )
              }
            />
          )}
        </div>
        <Parts score={score} row={row} />
        <Facts columns={2}>
          {DURATIONS.map(([label, key]) => (
            <Fact
              key={key}
              label={label}
              help={define(label)}
              title={gaps[key] === null ? undefined : `${gaps[key] / 1e9} s`}
            >
              <span data-testid={`beacon-${key}`}>{gaps[key] === null ? DASH : periodText(gaps[key])}</span>
            </Fact>
          ))}
          <Fact label="Jitter" help="MAD / median of the gaps: 0 for a clock." title={row.jitter?.toString()}>
            {row.jitter === null ? DASH : jitterText(row.jitter)}
          </Fact>
          <Fact label="Lasts" help="From the start of the first connection to that of the last.">
            {formatDuration(nanosBetweenLossy(row.first, row.last))}
          </Fact>
          <Fact
            label="Bytes each"
            isWide
            help="What the source sent in a connection: the median, and the smallest and largest."
            title={bytes ? `mean ${bytes.mean}, SD ${bytes.sd ?? DASH}, ${formatCount(bytes.total)} in all` : undefined}
          >
            {bytes === null
              ? DASH
              : `${formatBytes(bytes.median)} (${formatBytes(bytes.min)} – ${formatBytes(bytes.max)})`}
          </Fact>
          <Fact label="Chance" help="How likely chance alone keeps such a period: at most this.">
            <span className={isChance(row.pValue) ? classes.likely : undefined} data-testid="beacon-chance">
              {row.pValue === null ? DASH : chanceText(row.pValue)}
            </span>
          </Fact>
        </Facts>
      </div>
    </section>
  );
}

/** The pair that is meant: within the scope, else, when it has too few connections there, null. */
export const useBeacon = (source: number | undefined, beacons: BeaconRequest, ends: BeaconEnds | null, scope: Scope) =>
  useAnswer('beacon', source === undefined || ends === null ? null : { source, beacons, ends, ...scope });
