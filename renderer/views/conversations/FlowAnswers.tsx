// Flows as wholes: those that come more than once, ranked; states, closed ones, and how bytes of flows are distributed.
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { stretchOf } from '../../../shared/axis/log-axis.ts';
import type { FlowAnswerRow, FlowAnswerSort, FlowAnswers as Found } from '../../../shared/model/flow-answers.ts';
import { formatBytes, formatCount, formatShare } from '../../../shared/unit/format.ts';
import { type Order, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { link } from '../../state/link.ts';
import { scopeText, useScope } from '../../state/scope.ts';
import { useSelectedCalled } from '../../state/selected-names.ts';
import { selectFlow, selectPair, useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { useTheme } from '../../state/theme.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { counted } from '../../ui/counted.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { exportReport } from '../../ui/export-report.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import parts from '../../ui/parts.module.css';
import { Splitter } from '../../ui/Splitter.tsx';
import { Term } from '../../ui/Term.tsx';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { Track } from '../../ui/Track.tsx';
import { colours as coloursOf } from '../../ui/theme/colours.ts';
import { NOT_SAID } from '../../ui/words.ts';
import { CumulativeCurve } from '../timing/CumulativeCurve.tsx';
import { LogHistogram } from '../timing/LogHistogram.tsx';
import classes from './FlowAnswers.module.css';
import { flowAnswerColumns } from './flow-answer-columns.tsx';

const HISTOGRAM = 120;
const CURVE = 130;

export function FlowAnswers() {
  const layout = useDefaultLayout({ id: 'burstscope.flow-answers', storage: localStorage });
  const source = useSource(s => s.info?.source);
  const start = useSource(s => s.info?.start ?? null);
  const { host, peer, flow } = useSelection();
  const called = useSelectedCalled();
  const narrowed = useScope();
  const [least, setLeast] = useState(2);
  const [order, setOrder] = useState<Order<FlowAnswerSort>>({ by: 'entries', direction: 'desc' });
  const question = {
    source: source ?? 0,
    least,
    sort: order.by,
    direction: order.direction,
    ...(host ? { host: host.id } : {}),
    ...narrowed,
  };
  const pages = usePages(source === undefined ? null : JSON.stringify(question), (offset, limit) =>
    link().call('flowEntries', { ...question, offset, limit }),
  );
  const answers = useAnswer('flowAnswers', source === undefined ? null : { source, ...narrowed });

  const isChosen = (row: FlowAnswerRow): boolean =>
    row.flow === flow && host !== null && peer !== null && [row.src.id, row.dst.id].includes(host.id);
  return (
    <Group orientation="horizontal" defaultLayout={layout.defaultLayout} onLayoutChanged={layout.onLayoutChanged}>
      <Panel id="flow-answers-list" defaultSize="60%" minSize="260px">
        <div className={parts.view}>
          <Toolbar
            label="Flows by entries"
            end={
              <>
                <Count testId="flow-entry-count">
                  {counted(pages.total, 'flow')}
                  {host ? ` of ${called(host)}` : ''}
                  {scopeText(narrowed)}
                </Count>
                <ExportButton
                  title="All flows with their entries, as the command flows writes them"
                  data-testid="export-flows"
                  disabled={!answers.value || answers.value.flows === 0}
                  onClick={() => void exportReport({ report: 'flows' }, 'flows.csv')}
                >
                  Export CSV
                </ExportButton>
              </>
            }
          >
            <SegmentedControl
              aria-label="Which flows"
              value={String(least)}
              data={[
                { value: '2', label: 'More than one entry' },
                { value: '1', label: 'All flows' },
              ]}
              onChange={value => setLeast(Number(value))}
            />
          </Toolbar>
          <div className={parts.fill}>
            <Table
              label="Flows by how often they come"
              columns={flowAnswerColumns(start)}
              pages={pages}
              order={order}
              onOrder={setOrder}
              isChosen={isChosen}
              onChoose={row => {
                selectPair(row.src, row.dst);
                selectFlow(row.flow);
              }}
              testId="flow-entry-row"
              empty={`No flow${least > 1 ? ' has more than one entry' : ''}${scopeText(narrowed)}.`}
            />
          </div>
        </div>
      </Panel>
      <Splitter label="Resize flows and what they come to" />
      <Panel id="flow-answers-sums" minSize="260px">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className={classes.sums} tabIndex={0} aria-label="All flows in sum">
          {answers.problem && <ProblemLine problem={answers.problem} />}
          {answers.value && !answers.problem && <Sums found={answers.value} />}
        </section>
      </Panel>
    </Group>
  );
}

function Sums({ found }: { readonly found: Found }) {
  const { flows, entries, several, most, closed, stated } = found;
  if (flows === 0)
    return <p className={classes.note}>No flows: nothing here has addresses and passes what is selected.</p>;
  return (
    <>
      <Facts>
        <Fact label="Flows" help="Unordered pairs of address and port, with the protocol.">
          {formatCount(flows)}
        </Fact>
        <Fact label="Entries" help="Rows of the log, or connections of the capture.">
          {formatCount(entries)}
        </Fact>
        <Fact label="More than one entry" help="Flows with more than one entry, and the most entries of one.">
          <span data-testid="flows-several">{share(several, flows)}</span>, at most {formatCount(most)}
        </Fact>
        <Fact label="Closed" help="Flows with an entry that was closed, of those that say a state.">
          <span data-testid="flows-closed">{stated === 0 ? 'no state is said' : share(closed, stated)}</span>
        </Fact>
      </Facts>
      <h3>
        <Term text="Flows by the number of their entries.">Flows by entries</Term>
      </h3>
      <Bars
        rows={found.byEntries
          .filter(one => one.flows > 0)
          .map(({ from, to, flows: n }) => ({
            name: to === null ? `${from} and more` : to === from ? String(from) : `${from} – ${to}`,
            n,
            of: flows,
          }))}
      />
      {stated > 0 && (
        <>
          <h3>
            <Term text="Share of the entries in each state; hover a row for the flows that have it, and those that end in it.">
              States of entries
            </Term>
          </h3>
          <Bars
            rows={found.states.map(({ state, entries: n, flows: of, last }) => ({
              name: state ?? NOT_SAID,
              n,
              of: entries,
              title: `in ${share(of, flows)} of the flows, the last of ${share(last, flows)}`,
            }))}
          />
          <h3>
            <Term text="The states that flows go through, neighbours of one state as one: the ten most frequent.">
              States in order
            </Term>
          </h3>
          <Bars
            rows={found.paths.map(({ states, more, flows: n }) => ({
              name: `${states.map(state => state ?? NOT_SAID).join(' → ')}${more ? ' → …' : ''}`,
              n,
              of: flows,
            }))}
          />
        </>
      )}
      <Volumes found={found} />
    </>
  );
}

const share = (part: number, of: number): string =>
  `${formatCount(part)} (${part === 0 ? '0 %' : formatShare(part / of)})`;

function Volumes({ found }: { readonly found: Found }) {
  const theme = useTheme(s => s.theme);
  const { sent, received } = coloursOf(theme);
  const { edges, up, down } = found;
  if (edges.length === 0) return <p className={classes.note}>No flow says its bytes, or none has any.</p>;
  const sides = [
    { name: 'up', colour: sent, of: up },
    { name: 'down', colour: received, of: down },
  ].filter(side => side.of.summary.n > 0);
  const bars = sides.map(({ name, colour, of }) => ({ name, colour, counts: of.counts, n: of.summary.n }));
  const curves = sides.map(({ name, colour, of }) => ({ name, colour, n: of.summary.n, ...of.curve }));
  return (
    <>
      <h3>Bytes of a flow</h3>
      <ul className={classes.sides}>
        {sides.map(({ name, colour, of }) => (
          <li key={name} data-testid={`flows-${name}`}>
            <span className={classes.swatch} style={{ background: colour }} />
            {name}: {formatBytes(of.total)} in all, median {formatBytes(of.summary.median!)}, mean{' '}
            {formatBytes(of.summary.mean!)}, p95 {formatBytes(of.summary.p95!)}, most {formatBytes(of.summary.max!)}
            {of.zero > 0 ? `; ${share(of.zero, of.summary.n)} of none` : ''}
          </li>
        ))}
      </ul>
      <LogHistogram
        title={
          <Term text="Flows by their bytes on a logarithmic axis: shares of the flows. Flows of no bytes are left out of the bars.">
            Shares
          </Term>
        }
        name="Histogram of bytes of flows"
        what="flows"
        unit="bytes"
        edges={edges}
        bars={bars}
        height={HISTOGRAM}
        logarithmic={false}
      />
      <CumulativeCurve
        title={<Term text="The share of the flows with at most as many bytes, exactly.">Cumulative</Term>}
        what="flows"
        unit="bytes"
        {...stretchOf(edges)}
        curves={curves}
        percentiles={[]}
        height={CURVE}
      />
    </>
  );
}

interface BarRow {
  readonly name: string;
  readonly n: number;
  readonly of: number;
  readonly title?: string;
}

const Bars = ({ rows }: { readonly rows: readonly BarRow[] }) => (
  <ul className={classes.bars}>
    {rows.map(({ name, n, of, title }) => (
      <li key={name} title={title ? `${name}: ${title}` : name}>
        <span className={classes.name}>{name}</span>
        <Track share={n / Math.max(1, of)} />
        <span className={classes.number}>{share(n, of)}</span>
      </li>
    ))}
  </ul>
);
