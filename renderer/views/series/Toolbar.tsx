// What is counted, by what, per which interval; which detectors look at it; marks, columns and export.
import { Button, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { DEFAULT_DETECT, DETECTORS, type Detector, INTERVALS, type SeriesValue } from '../../../shared/model/series.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { detectOf, seriesOf, useSeries } from '../../state/series.ts';
import { type ShownReport, useShownReport } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { exportReport } from '../../ui/export-report.ts';
import parts from '../../ui/parts.module.css';
import { Toolbar as Bar } from '../../ui/Toolbar.tsx';
import { Shape } from './Anomalies.tsx';
import { Columns } from './Columns.tsx';
import { DETECTOR_HELP, DETECTOR_NAMES } from './detectors.ts';
import type { Grouping } from './groupings.ts';
import { Marks } from './Marks.tsx';
import { intervalText } from './scales.ts';

const VALUES: readonly { readonly value: SeriesValue; readonly label: string }[] = [
  { value: 'packets', label: 'Packets' },
  { value: 'bytes', label: 'Bytes on the wire' },
  { value: 'payload', label: 'Payload bytes' },
  { value: 'connections', label: 'Connections' },
  { value: 'flows', label: 'Flows' },
];

const REQUESTS = { value: 'requests', label: 'Requests' } as const;
const OF_REQUESTS = [REQUESTS, { value: 'bytes', label: 'Bytes of answers' }] as const;

/** What can be counted of a source, the first one where none is chosen. */
function valuesOf(info: SourceInfo | null) {
  if (info && !info.has.includes('flows')) return OF_REQUESTS;
  return info?.has.includes('requests') ? [...VALUES, REQUESTS] : VALUES;
}

interface Props {
  readonly by: string;
  readonly groupings: readonly Grouping[];
  /** In force, where none is chosen. */
  readonly interval: number | null;
}

const set = useSeries.setState;

export function Toolbar({ by, groupings, interval }: Props) {
  const info = useSource(s => s.info);
  const state = useSeries();
  const { chosen } = state;
  const series = { ...seriesOf(state, chosen?.by ?? by), ...detectOf(state), ...(chosen && { key: chosen.key }) };
  const report: ShownReport = {
    wanted: { report: 'series', series, isOfAllTime: true },
    title: chosen ? `The series of ${printable(chosen.key)}` : 'All series',
    ending: 'series.csv',
  };
  useShownReport('series', report);
  const [asking, setAsking] = useState<'columns' | 'marks' | null>(null);
  const isFile = info?.counts != null;
  const own = info?.counts?.interval ?? 0;
  const own0 = isFile ? 'as in the file' : 'automatic';
  const first = { value: '', label: interval === null ? own0 : `${intervalText(interval)}, ${own0}` };
  const longer = INTERVALS.filter(one => one > own || !isFile).map(one => ({
    value: String(one),
    label: intervalText(one),
  }));
  const weeks = isFile ? [{ value: String(7 * 86_400), label: '7 days' }] : [];
  return (
    <Bar
      label="Series"
      end={
        <>
          <Button size="compact-sm" data-testid="series-marks" onClick={() => setAsking('marks')}>
            Marks{state.marks.length > 0 ? ` (${state.marks.length})` : ''}…
          </Button>
          {isFile && (
            <Button size="compact-sm" data-testid="series-columns" onClick={() => setAsking('columns')}>
              Columns…
            </Button>
          )}
          <ExportButton
            title={`${report.title} with what is expected, all of the time, as CSV: as the command series writes it`}
            data-testid="series-export"
            onClick={() => void exportReport(report.wanted, report.ending)}
          >
            Export CSV
          </ExportButton>
        </>
      }
    >
      {!isFile && (
        <Select
          aria-label="What is counted"
          data-testid="series-value"
          w={140}
          allowDeselect={false}
          data={[...valuesOf(info)]}
          value={state.value ?? valuesOf(info)[0]!.value}
          onChange={value => set({ value: value as SeriesValue })}
        />
      )}
      <span className={parts.field}>
        by
        <Select
          aria-label="By which key"
          data-testid="series-by"
          w={132}
          allowDeselect={false}
          data={groupings.map(({ by: value, title }) => ({ value, label: title }))}
          value={by}
          onChange={value => set({ by: value, chosen: null })}
        />
      </span>
      <span className={parts.field}>
        per
        <Select
          aria-label="Interval"
          data-testid="series-interval"
          w={172}
          allowDeselect={false}
          data={[first, ...longer, ...weeks]}
          value={state.interval === null ? '' : String(state.interval)}
          onChange={value => set({ interval: value ? Number(value) : null })}
        />
      </span>
      <Detectors />
      <Switch
        label="log"
        aria-label="Logarithmic scale"
        title="Values as log(1 + value), so that small and large ones are both seen"
        checked={state.logarithmic}
        onChange={event => set({ logarithmic: event.currentTarget.checked })}
      />
      <Marks isOpen={asking === 'marks'} onClose={() => setAsking(null)} />
      {info?.counts && (
        <Columns key={info.source} isOpen={asking === 'columns'} counts={info.counts} onClose={() => setAsking(null)} />
      )}
    </Bar>
  );
}

/** Two detectors side by side. */
function Detectors() {
  const { a, b, rolling } = useSeries();
  const data = DETECTORS.map(value => ({ value, label: DETECTOR_NAMES[value] }));
  return (
    <span className={parts.field}>
      <Shape which="a" />
      <Select
        aria-label="First detector"
        title={DETECTOR_HELP[a]}
        data-testid="series-a"
        w={136}
        allowDeselect={false}
        data={data}
        value={a}
        onChange={value => set({ a: value as Detector, ...(value === b && { b: a }) })}
      />
      <Shape which="b" />
      <Select
        aria-label="Second detector"
        title={b === null ? 'A second detector beside the first' : DETECTOR_HELP[b]}
        data-testid="series-b"
        w={136}
        allowDeselect={false}
        data={[...data.filter(({ value }) => value !== a), { value: '', label: 'none' }]}
        value={b ?? ''}
        onChange={value => set({ b: value === '' ? null : (value as Detector) })}
      />
      <Select
        aria-label="Intervals of the rolling mean and median"
        title="Intervals that the rolling mean and the rolling median look back over"
        w={92}
        allowDeselect={false}
        data={[...new Set([DEFAULT_DETECT.rolling, 5, 14, 24, 30, 60])]
          .sort((m, n) => m - n)
          .map(n => ({ value: String(n), label: `rolling ${n}` }))}
        value={String(rolling)}
        onChange={value => value && set({ rolling: Number(value) })}
      />
    </span>
  );
}
