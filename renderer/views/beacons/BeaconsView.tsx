// Beacons: pairs ranked by how regularly they connect; below, the one that is selected, with the picture that convinces.
import { SegmentedControl, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import type { BeaconEnds } from '../../../shared/contract/beacon-calls.ts';
import type { BeaconRequest, BeaconRow, BeaconSort } from '../../../shared/model/beacon.ts';
import type { TimeRange } from '../../../shared/unit/time.ts';
import { type Order, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { link } from '../../state/link.ts';
import { type Scope, scopeText, useFilter, useScope } from '../../state/scope.ts';
import { selectPair, selectRange, useSelection } from '../../state/selection.ts';
import { type ShownReport, useShownReport } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { counted } from '../../ui/counted.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { exportReport } from '../../ui/export-report.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import parts from '../../ui/parts.module.css';
import { SearchField } from '../../ui/SearchField.tsx';
import { Splitter } from '../../ui/Splitter.tsx';
import { Term } from '../../ui/Term.tsx';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { BeaconDetail, useBeacon } from './BeaconDetail.tsx';
import { beaconColumns } from './beacon-columns.tsx';

const SEARCH_PAUSE = 150;
const LEAST = [2, 4, 10, 20, 50, 100, 1000] as const;

export function BeaconsView() {
  const layout = useDefaultLayout({ id: 'burstscope.beacons', storage: localStorage });
  const source = useSource(s => s.info?.source);
  const start = useSource(s => s.info?.start ?? null);
  const [by, setBy] = useState<BeaconRequest['by']>('pair');
  const [min, setMin] = useState(4);
  const [order, setOrder] = useState<Order<BeaconSort>>({ by: 'score', direction: 'desc' });
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_PAUSE);
  const { scope, isWide, setWide, choose } = useTime();
  const beacons: BeaconRequest = {
    by,
    min,
    sort: order.by,
    descending: order.direction === 'desc',
    ...(search === '' ? {} : { search }),
  };
  const report: ShownReport = {
    wanted: { report: 'beacons', beacons, ...(scope.range === undefined && { isOfAllTime: true }) },
    title: 'Pairs as ranked here',
    ending: 'beacons.csv',
  };
  useShownReport('beacons', report);
  const question = { source: source ?? 0, beacons, ...scope };
  const pages = usePages(source === undefined ? null : JSON.stringify(question), (offset, limit) =>
    link().call('beacons', { ...question, offset, limit }),
  );
  const [port, setPort] = useState<BeaconRow | null>(null);
  const ends = useEnds(by, port, pages.row(0));
  const detail = useBeacon(source, beacons, ends, scope);
  const shown = detail.value ?? null;
  const hasPair = useSelection(s => s.peer !== null);

  const isChosen = (row: BeaconRow): boolean => shown !== null && isSame(row, shown.row);
  return (
    <div className={parts.view}>
      <Toolbar
        label="Beacons"
        end={
          <>
            <Count testId="beacon-count">
              {counted(pages.total, 'pair')}
              {scopeText(scope)}
            </Count>
            <ExportButton
              title="These pairs in this order with all columns, as the command beacons writes them"
              data-testid="export-beacons"
              disabled={source === undefined || pages.total === 0}
              onClick={() => void exportReport(report.wanted, report.ending)}
            >
              Export CSV
            </ExportButton>
          </>
        }
      >
        <SegmentedControl
          size="xs"
          aria-label="One row for each"
          value={by}
          data={[
            { value: 'pair', label: 'Pairs' },
            { value: 'pair-port', label: 'Pairs and ports' },
          ]}
          onChange={value => setBy(value as BeaconRequest['by'])}
        />
        <span className={parts.field}>
          <Term text="Pairs with fewer connections than this are left out. RITA scores pairs from 4 distinct seconds on.">
            At least
          </Term>
          <Select
            aria-label="Least number of connections"
            data-testid="beacon-min"
            w={76}
            allowDeselect={false}
            value={String(min)}
            data={LEAST.map(String)}
            onChange={value => value && setMin(Number(value))}
          />
        </span>
        <SearchField
          label="Search addresses, names and ports"
          placeholder="Address, name, port"
          testId="beacon-search"
          value={typed}
          onChange={setTyped}
        />
        {isWide !== null && (
          <SegmentedControl
            size="xs"
            aria-label="Which time is looked at"
            data-testid="beacon-time"
            value={isWide ? 'all' : 'range'}
            data={[
              { value: 'range', label: 'Time range' },
              { value: 'all', label: 'All of the time' },
            ]}
            onChange={value => setWide(value === 'all')}
          />
        )}
      </Toolbar>
      <Group
        className={parts.fill}
        orientation="vertical"
        defaultLayout={layout.defaultLayout}
        onLayoutChanged={layout.onLayoutChanged}
      >
        <Panel id="beacon-list" defaultSize="38%" minSize="90px">
          <Table
            label="Pairs ranked by how regularly they connect"
            name={`beacons-${by}`}
            columns={beaconColumns(by, start)}
            pages={pages}
            order={order}
            onOrder={setOrder}
            isChosen={isChosen}
            onChoose={row => {
              setPort(row);
              selectPair(row.src, row.dst);
            }}
            at={hasPair ? (shown?.at ?? null) : null}
            testId="beacon-row"
            empty={
              search
                ? `No pair here contains “${search}”.`
                : `No pair has ${min} connections${scopeText(scope)}. A beacon is told by the starts of connections: steady packets inside one connection are seen in Timing.`
            }
          />
        </Panel>
        <Splitter label="Resize pairs and picture" />
        <Panel id="beacon-detail" minSize="120px">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className={parts.scroller} tabIndex={0} aria-label="The selected pair">
            {detail.problem && <ProblemLine problem={detail.problem} />}
            {source !== undefined && ends && shown && !detail.problem && (
              <BeaconDetail
                source={source}
                beacons={beacons}
                ends={endsOf(shown.row)}
                scope={scope}
                detail={shown}
                onRange={choose}
              />
            )}
            {!shown && !detail.loading && !detail.problem && ends && (
              <p className={parts.note}>
                What is selected has fewer than {min} connections{scopeText(scope)}: choose another pair, or lower the
                limit.
              </p>
            )}
          </section>
        </Panel>
      </Group>
    </div>
  );
}

const endsOf = ({ src, dst, dstPort, protocol }: BeaconRow): BeaconEnds => ({
  src: src.id,
  dst: dst.id,
  ...(dstPort === null ? {} : { dstPort }),
  ...(protocol === null ? {} : { protocol }),
});

const isSame = (a: BeaconRow, b: BeaconRow): boolean =>
  a.src.id === b.src.id && a.dst.id === b.dst.id && a.dstPort === b.dstPort && a.protocol === b.protocol;

/** The pair of the selection, on the port that was chosen here; without a selection the first of the list. */
function useEnds(by: BeaconRequest['by'], port: BeaconRow | null, first: BeaconRow | undefined): BeaconEnds | null {
  const host = useSelection(s => s.host);
  const peer = useSelection(s => s.peer);
  if (!host) return first ? endsOf(first) : null;
  if (!peer) return { src: host.id };
  const isOfPort = by === 'pair-port' && port !== null && port.src.id === host.id && port.dst.id === peer.id;
  return isOfPort ? endsOf(port) : { src: host.id, dst: peer.id };
}

/**
 * The time that is looked at: the selected range, but all of the time once a range was chosen in the picture itself,
 * which would otherwise hold a tick or two and leave nothing to see. `isWide` is null without a range.
 */
function useTime() {
  const narrowed = useScope();
  const filter = useFilter();
  const [wide, setWide] = useState(false);
  const hasRange = narrowed.range !== undefined;
  useEffect(() => {
    if (!hasRange) setWide(false);
  }, [hasRange]);
  const scope: Scope = wide ? filter : narrowed;
  return {
    scope,
    isWide: hasRange ? wide : null,
    setWide,
    choose(range: TimeRange): void {
      setWide(true);
      selectRange(range);
    },
  };
}
