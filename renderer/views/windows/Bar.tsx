// How long a window is, which features are listed, which stretch is shown, and the export.
import { Button, Checkbox, SegmentedControl, Tooltip } from '@mantine/core';
import { LEAST_WINDOW } from '../../../shared/model/window.ts';
import { parseSeconds } from '../../../shared/unit/time.ts';
import { useSelection } from '../../state/selection.ts';
import { type ShownReport, useShownReport } from '../../state/shown-report.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { exportReport } from '../../ui/export-report.ts';
import parts from '../../ui/parts.module.css';
import { SearchField } from '../../ui/SearchField.tsx';
import { Term } from '../../ui/Term.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { Typed } from '../bursts/Typed.tsx';
import { gapText } from '../bursts/thresholds.ts';
import { requestOf, useWindowState } from './window-state.ts';

const LENGTHS = [1, 10, 60] as const;
const LONGEST = 31_536_000_000_000_000n;

const NOTEBOOK =
  'Batches as in the study that the features come from: rows in the order of the file, a batch ends after a row whose second is divisible by the length, and distributions count rows.';

const set = useWindowState.setState;

/** Nanoseconds of typed seconds; undefined unless they are a microsecond to a year. */
function lengthOf(text: string): number | undefined {
  const nanos = parseSeconds(text);
  return nanos !== undefined && nanos >= BigInt(LEAST_WINDOW) && nanos <= LONGEST ? Number(nanos) : undefined;
}

export function Bar() {
  const { nanos, isNotebook, search, shown } = useWindowState();
  const range = useSelection(s => s.range);
  const report: ShownReport = {
    wanted: { report: 'windows', windows: requestOf({ nanos, isNotebook }), isOfAllTime: true },
    title: 'All windows with all features',
    ending: 'windows.csv',
  };
  useShownReport('windows', report);
  const preset = LENGTHS.find(seconds => seconds * 1e9 === nanos);
  return (
    <Toolbar
      label="Windows"
      end={
        <>
          <Button
            size="compact-sm"
            disabled={range === null}
            data-testid="zoom-windows"
            title={
              range === null
                ? 'Drag over the picture to select a stretch of time first'
                : 'Show the selected time alone'
            }
            onClick={() => set({ shown: range })}
          >
            Zoom in
          </Button>
          <Button
            size="compact-sm"
            disabled={shown === null}
            data-testid="whole-windows"
            onClick={() => set({ shown: null })}
          >
            Whole span
          </Button>
          <ExportButton
            data-testid="export-windows"
            title="All windows of all of the time with all features, as CSV: as the command windows writes them"
            onClick={() => void exportReport(report.wanted, report.ending)}
          >
            Export CSV
          </ExportButton>
        </>
      }
    >
      <div className={parts.field}>
        <Term text="Rows are counted per window of this length, aligned to the epoch: window k holds the times from k lengths to before k + 1 lengths.">
          Window
        </Term>
        <SegmentedControl
          size="xs"
          aria-label="Length of a window"
          value={preset === undefined ? 'other' : String(preset)}
          onChange={value => value !== 'other' && set({ nanos: Number(value) * 1e9, shown: null })}
          data={[
            ...LENGTHS.map(seconds => ({ value: String(seconds), label: `${seconds} s` })),
            ...(preset === undefined ? [{ value: 'other', label: 'other' }] : []),
          ]}
        />
        <Typed
          label="Length of a window in seconds"
          value={gapText(nanos)}
          unit="s"
          width={72}
          testId="window-length"
          complaint="a number of seconds from 0.000001 to 31536000"
          onText={text => {
            const typed = lengthOf(text);
            if (typed !== undefined) set({ nanos: typed, shown: null });
            return typed !== undefined;
          }}
        />
        <Tooltip label={NOTEBOOK}>
          <div>
            <Checkbox
              label="notebook"
              checked={isNotebook}
              data-testid="windows-notebook"
              onChange={event => set({ isNotebook: event.currentTarget.checked, shown: null })}
            />
          </div>
        </Tooltip>
      </div>
      <SearchField
        label="Search the features"
        placeholder="Features: port, bytes…"
        testId="feature-search"
        value={search}
        onChange={text => set({ search: text })}
      />
    </Toolbar>
  );
}
