// Two sources side by side: the open one, what came after, and what became of hosts and conversations.
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ComparePage } from '../../../shared/contract/compare-calls.ts';
import {
  CHANGES,
  type Change,
  type Compared,
  type ComparedRow,
  type CompareSort,
  DEFAULT_FACTOR,
} from '../../../shared/model/compare.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { counted, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { type Order, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { link } from '../../state/link.ts';
import { closeOther, followOther, openOtherFile, openOtherPath, useOtherSource } from '../../state/other-source.ts';
import { useFilter } from '../../state/scope.ts';
import { selectHost, selectPair, useSelection } from '../../state/selection.ts';
import { type ShownReport, useShownReport } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { exportReport } from '../../ui/export-report.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import parts from '../../ui/parts.module.css';
import { rowWord } from '../../ui/rows-word.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import classes from './CompareView.module.css';
import { CHANGE_TEXT, compareColumns, compareText } from './compare-columns.tsx';
import { Overlays } from './Overlays.tsx';

const FACTORS = ['1.5', '2', '5', '10'];

export function CompareView() {
  const before = useSource(s => s.info);
  const after = useOtherSource(s => s.info);
  useEffect(() => followOther(), []);
  return (
    <section className={parts.view} aria-label="Comparison of two sources">
      <header className={classes.sources}>
        <SourceCard title="Before" info={before} />
        <Icon name="right" />
        {after ? <SourceCard title="After" info={after} onClose={closeOther} /> : <OtherPicker />}
      </header>
      {!after && (
        <EmptyState
          label="Nothing to compare with"
          icon="compare"
          title="Two sources side by side"
          text="Open a second capture or log above, from before and after a change or of another device: hosts and conversations that are new, gone or changed are listed here, and the distributions of their gaps and bursts are laid over each other."
        />
      )}
      {before && after && after.state !== 'loading' && (
        <>
          <Overlays before={before} after={after} />
          <Changes before={before} after={after} />
        </>
      )}
    </section>
  );
}

interface SourceCardProps {
  readonly title: string;
  readonly info: SourceInfo | null;
  readonly onClose?: () => void;
}

function SourceCard({ title, info, onClose }: SourceCardProps) {
  if (!info) return null;
  const { start, end } = info;
  return (
    <div className={classes.card} data-testid={`compare-${title.toLowerCase()}`}>
      <span className={classes.title}>
        <span className={classes.dot} data-side={title} /> {title}
      </span>
      <strong title={info.path}>{info.name}</strong>
      <span className={classes.facts}>
        {start && end && `${formatDuration(nanosBetweenLossy(start, end))}, `}
        {counted(info.records, rowWord(info.kind))}, {counted(info.hosts, 'host')}
        {info.state === 'loading' && ', loading'}
      </span>
      {onClose && (
        <button type="button" aria-label="Close the source compared with" onClick={onClose}>
          <Icon name="close" size={14} />
        </button>
      )}
    </div>
  );
}

function OtherPicker() {
  const picker = useRef<HTMLInputElement>(null);
  const { opening, problem } = useOtherSource();
  const isWeb = link().host === 'web';
  const [path, setPath] = useState('');

  async function choose(): Promise<void> {
    if (isWeb) return picker.current?.click();
    const [chosen] = await link().call('chooseCapture', null);
    if (chosen !== undefined) await openOtherPath(chosen);
  }

  return (
    <div className={classes.picker}>
      <span className={classes.title}>
        <span className={classes.dot} data-side="After" /> After
      </span>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (path.trim() !== '') void openOtherPath(path.trim());
        }}
      >
        <Button loading={opening !== null} onClick={() => void choose()} leftSection={<Icon name="open" />}>
          Choose a file
        </Button>
        <TextInput
          className={classes.path}
          aria-label="Path of the second source"
          placeholder="or its path, and Enter"
          value={path}
          data-testid="compare-path"
          onChange={event => setPath(event.currentTarget.value)}
        />
      </form>
      {problem && <ProblemLine problem={problem} />}
      <input
        ref={picker}
        type="file"
        hidden
        data-testid="compare-file"
        onChange={event => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void openOtherFile(file);
        }}
      />
    </div>
  );
}

function Changes({ before, after }: { readonly before: SourceInfo; readonly after: SourceInfo }) {
  const scope = useFilter();
  const { host, peer } = useSelection();
  const [what, setWhat] = useState<Compared>('hosts');
  const [factor, setFactor] = useState(String(DEFAULT_FACTOR));
  const [changes, setChanges] = useState<readonly Change[]>(CHANGES.filter(change => change !== 'same'));
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<Order<CompareSort>>({ by: 'change', direction: 'asc' });
  const compare = { other: after.source, what, factor: Number(factor) };
  const report: ShownReport = {
    wanted: { report: 'compare', compare, isOfAllTime: true },
    title: `All ${what} of both sources`,
    ending: `compared-${what}.csv`,
  };
  useShownReport('compare', report);
  const question = {
    source: before.source,
    ...compare,
    ...scope,
    changes: [...changes],
    search,
    sort: order.by,
    direction: order.direction,
  };
  const pages = usePages<ComparePage>(JSON.stringify([question, after.records]), (offset, limit) =>
    link().call('compare', { ...question, offset, limit }),
  );
  const counts = pages.answer?.counts;
  const isChosen = (row: ComparedRow): boolean =>
    row.before !== null && row.before.host === host?.id && (row.before.peer ?? null) === (peer?.id ?? null);

  function choose(row: ComparedRow): void {
    const { before: side, a, b } = row;
    if (!side) return;
    if (side.peer === null || b === null) selectHost({ id: side.host, address: a.address });
    else selectPair({ id: side.host, address: a.address }, { id: side.peer, address: b.address });
  }

  return (
    <>
      <Toolbar
        label="Changes"
        end={
          <ExportButton
            title={`${report.title}, whatever is chosen or searched for here, as CSV: as the command compare writes them`}
            onClick={() => void exportReport(report.wanted, report.ending)}
          >
            Export CSV
          </ExportButton>
        }
      >
        <SegmentedControl
          size="xs"
          aria-label="What is compared"
          value={what}
          data={[
            { value: 'hosts', label: 'Hosts' },
            { value: 'conversations', label: 'Conversations' },
          ]}
          onChange={value => setWhat(value as Compared)}
        />
        {CHANGES.map(change => (
          <button
            key={change}
            type="button"
            className={classes.change}
            data-change={change}
            data-testid={`change-${change}`}
            aria-pressed={changes.includes(change)}
            onClick={() =>
              setChanges(now => (now.includes(change) ? now.filter(one => one !== change) : [...now, change]))
            }
          >
            {CHANGE_TEXT[change]} <strong>{counts ? formatCount(counts[change]) : '…'}</strong>
          </button>
        ))}
        <span className={parts.field}>
          changed from
          <Select
            aria-label="From which factor on it is a change"
            w={76}
            allowDeselect={false}
            data={FACTORS.map(value => ({ value, label: `${value} ×` }))}
            value={factor}
            onChange={value => value && setFactor(value)}
          />
        </span>
        <SearchField
          label="Search for an address or a name"
          placeholder="Address or name"
          value={search}
          onChange={setSearch}
        />
      </Toolbar>
      <div className={parts.fill}>
        <Table
          label={what === 'hosts' ? 'Hosts of both sources' : 'Conversations of both sources'}
          columns={compareColumns(what)}
          pages={pages}
          order={order}
          onOrder={setOrder}
          isChosen={isChosen}
          onChoose={choose}
          textOf={compareText}
          testId="compare-row"
          empty="Nothing of the kinds chosen above: take another factor, or other kinds."
        />
      </div>
    </>
  );
}
