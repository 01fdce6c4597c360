// Timing: keys ranked by their gaps on the left; the gaps of what is selected, or of all, as pictures on the right.
import { SegmentedControl, Select, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { type GapKeyRow, type GapRanking, MOST_SUBJECTS, type Subject } from '../../../shared/model/gap.ts';
import { type GapDirection, type GapSort, TIMING_SCOPES, type TimingScope } from '../../../shared/model/timing.ts';
import { type Order, Table } from '../../grid/Table.tsx';
import { type Pages, usePages } from '../../grid/use-pages.ts';
import { link } from '../../state/link.ts';
import { scopeText, useScope } from '../../state/scope.ts';
import { selectFlow, selectHost, selectPair, useSelection } from '../../state/selection.ts';
import { useShownReport, type WantedReport } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { useTheme } from '../../state/theme.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { counted } from '../../ui/counted.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { exportReport } from '../../ui/export-report.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import parts from '../../ui/parts.module.css';
import { SearchField } from '../../ui/SearchField.tsx';
import { Splitter } from '../../ui/Splitter.tsx';
import { Term } from '../../ui/Term.tsx';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { colours as coloursOf } from '../../ui/theme/colours.ts';
import { usePatience } from '../../ui/use-patience.ts';
import { Typed } from '../bursts/Typed.tsx';
import { gapOfText, gapText as secondsText } from '../bursts/thresholds.ts';
import { gapColumns } from './gap-columns.tsx';
import { isSameSubject, Legend, Samples } from './Samples.tsx';
import classes from './timing.module.css';

const SCOPES: Readonly<Record<TimingScope, { readonly label: string; readonly noun: string }>> = {
  host: { label: 'Hosts', noun: 'host' },
  stream: { label: 'Streams, one way', noun: 'stream' },
  flow: { label: 'Flows', noun: 'flow' },
  conversation: { label: 'Host pairs', noun: 'host pair' },
};

const SAME =
  'In a stream, flow or host pair each record is compared with the one before it of its own direction: what one side sent is what the other received, so both times are the same.';
const WINDOW = 1_000_000_000;
const SEARCH_PAUSE = 150;

export function TimingView() {
  const columns = useDefaultLayout({ id: 'burstscope.timing', storage: localStorage });
  const info = useSource(s => s.info);
  const [scope, setScope] = useState<TimingScope>('host');
  const [direction, setDirection] = useState<GapDirection>('idt');
  const [order, setOrder] = useState<Order<GapSort>>({ by: 'n', direction: 'desc' });
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_PAUSE);
  const ranking: GapRanking = {
    scope,
    direction,
    sort: order.by,
    descending: order.direction === 'desc',
    ...(search === '' ? {} : { search }),
  };
  const chosen = useChosen(info?.source, ranking);
  const narrowed = useScope();
  const question = { source: info?.source ?? 0, ranking, ...narrowed };
  const pages = usePages(info ? JSON.stringify(question) : null, (offset, limit) =>
    link().call('gapKeys', { ...question, offset, limit }),
  );
  const { noun } = SCOPES[scope];

  const { sort, descending } = ranking;
  const keys: WantedReport = {
    report: 'timing',
    timing: { scope, direction, only: direction, windowNanos: WINDOW, search: ranking.search, sort, descending },
  };
  const key = chosen?.row.text;
  useShownReport(
    'timing',
    key === undefined
      ? { wanted: keys, title: 'Keys as ranked here, with the summary of their gaps', ending: 'timing.csv' }
      : {
          wanted: { report: 'timing', timing: { scope, direction, key, windowNanos: WINDOW } },
          title: `The gaps of ${key}, one by one`,
          ending: 'gaps.csv',
        },
  );

  return (
    <div className={parts.view}>
      <Toolbar
        label="Timing"
        end={
          <>
            <Count testId="gap-key-count">
              {counted(pages.total, noun)}
              {scopeText(narrowed)}
            </Count>
            <ExportButton
              title="These keys in this order, with the whole summary of each, as CSV"
              data-testid="export-timing"
              disabled={!info || pages.total === 0}
              onClick={() => void exportReport(keys, 'timing.csv')}
            >
              Export CSV
            </ExportButton>
          </>
        }
      >
        <Select
          aria-label="Whose gaps"
          data-testid="timing-scope"
          w={150}
          allowDeselect={false}
          value={scope}
          data={TIMING_SCOPES.map(value => ({ value, label: SCOPES[value].label }))}
          onChange={value => value && setScope(value as TimingScope)}
        />
        <Tooltip
          label={
            scope === 'host'
              ? 'Inter-departure times of what a host sent, or inter-arrival times of what it received'
              : SAME
          }
        >
          <div>
            <SegmentedControl
              aria-label="Gaps between records sent or received"
              disabled={scope !== 'host'}
              value={direction}
              data={[
                { value: 'idt', label: 'Sent (IDT)' },
                { value: 'iat', label: 'Received (IAT)' },
              ]}
              onChange={value => setDirection(value as GapDirection)}
            />
          </div>
        </Tooltip>
        <SearchField
          label="Search addresses, names and ports"
          placeholder="Address, name, port"
          testId="timing-search"
          value={typed}
          onChange={setTyped}
        />
      </Toolbar>
      <Group
        className={parts.fill}
        orientation="horizontal"
        defaultLayout={columns.defaultLayout}
        onLayoutChanged={columns.onLayoutChanged}
      >
        <Panel id="timing-keys" defaultSize="65%" minSize="260px">
          <Keys ranking={ranking} pages={pages} order={order} onOrder={setOrder} chosen={chosen} />
        </Panel>
        <Splitter label="Resize keys and pictures" />
        <Panel id="timing-pictures" minSize="260px">
          <Pictures source={info?.source} subject={{ scope, direction, ...(chosen ? { key: chosen.row.key } : {}) }} />
        </Panel>
      </Group>
    </div>
  );
}

interface Chosen {
  readonly row: GapKeyRow;
  /** Place in the ranking. */
  readonly at: number;
}

/** The key that the selection stands for in this scope. */
function useChosen(source: number | undefined, ranking: GapRanking): Chosen | null {
  const narrowed = useScope();
  const { host, peer, flow } = useSelection();
  const isSomething =
    host !== null && (ranking.scope === 'host' || (peer !== null && (ranking.scope !== 'flow' || flow !== null)));
  const answer = useAnswer(
    'gapKey',
    source === undefined || !isSomething
      ? null
      : {
          source,
          ranking,
          host: host.id,
          ...(peer ? { peer: peer.id } : {}),
          ...(flow === null ? {} : { flow }),
          ...narrowed,
        },
  );
  return (isSomething && answer.value) || null;
}

function choose(scope: TimingScope, { key, a, b }: GapKeyRow, isChosen: boolean): void {
  if (isChosen) selectHost(null);
  else if (b === null) selectHost(a);
  else {
    selectPair(a, b);
    if (scope === 'flow') selectFlow(key);
  }
}

interface KeysProps {
  readonly ranking: GapRanking;
  readonly pages: Pages<GapKeyRow>;
  readonly order: Order<GapSort>;
  onOrder(order: Order<GapSort>): void;
  readonly chosen: Chosen | null;
}

function Keys({ ranking, pages, order, onOrder, chosen }: KeysProps) {
  const narrowed = useScope();
  const { scope, search } = ranking;
  const isOf = (row: GapKeyRow): boolean => chosen?.row.key === row.key;
  return (
    <Table
      label={`${SCOPES[scope].label} ranked by gaps`}
      columns={gapColumns(scope)}
      pages={pages}
      order={order}
      onOrder={onOrder}
      isChosen={isOf}
      onChoose={row => choose(scope, row, isOf(row))}
      at={chosen?.at ?? null}
      testId="gap-row"
      empty={search ? `Nothing here contains “${search}”.` : `No records${scopeText(narrowed)}.`}
    />
  );
}

interface PicturesProps {
  readonly source: number | undefined;
  readonly subject: Subject;
}

function Pictures({ source, subject }: PicturesProps) {
  const narrowed = useScope();
  const theme = useTheme(s => s.theme);
  const [kept, setKept] = useState<readonly Subject[]>([]);
  const [windowNanos, setWindowNanos] = useState(WINDOW);
  const others = kept.filter(one => !isSameSubject(one, subject)).slice(0, MOST_SUBJECTS - 1);
  const subjects = [subject, ...others];
  const answer = useAnswer(
    'distributions',
    source === undefined ? null : { source, measure: 'gap', subjects, windowNanos, ...narrowed },
  );
  const late = usePatience(answer.loading);
  const { series } = coloursOf(theme);
  const { value } = answer;
  const canKeep = !kept.some(one => isSameSubject(one, subject)) && others.length < MOST_SUBJECTS - 1;
  return (
    <div className={parts.view}>
      <Toolbar
        label="Gaps of the keys"
        end={
          <ExportButton
            title="The bins of the histogram, as CSV"
            data-testid="export-histogram"
            disabled={!value || value.edges.length === 0}
            onClick={() => {
              const names = value?.samples.flatMap(({ subject: of, name }) =>
                name && of.scope === subject.scope && of.direction === subject.direction ? [name.text] : [],
              );
              const { scope, direction } = subject;
              const timing = { scope, direction, windowNanos, histogram: names ?? [] };
              void exportReport({ report: 'timing', timing }, 'gaps.csv');
            }}
          >
            Export bins
          </ExportButton>
        }
      >
        <span className={parts.field}>
          <Term text="Width of the windows that the index of dispersion I(w) counts records in.">Window</Term>
          <Typed
            label="Window of the index of dispersion in seconds"
            value={secondsText(windowNanos)}
            unit="s"
            width={72}
            testId="dispersion-window"
            complaint="a number of seconds above 0 and at most 86400, with at most 9 decimals"
            onText={text => {
              const nanos = gapOfText(text);
              if (nanos !== undefined) setWindowNanos(nanos);
              return nanos !== undefined;
            }}
          />
        </span>
      </Toolbar>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.pictures} tabIndex={0} aria-label="Gaps of the keys">
        {answer.problem && <ProblemLine problem={answer.problem} />}
        {value && !answer.problem && (
          <>
            <Legend
              samples={value.samples}
              colours={series}
              kept={others}
              onKeep={canKeep ? () => setKept([...others, subject]) : null}
              onDrop={dropped => setKept(kept.filter(one => !isSameSubject(one, dropped)))}
            />
            <Samples found={value} colours={series} late={late} />
          </>
        )}
      </section>
    </div>
  );
}
