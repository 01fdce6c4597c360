// The records of what is selected as a table, and below it what is in the chosen one, or what was said in its flow.
import { ActionIcon, Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import type { RecordRow, RecordSort } from '../../../shared/model/record.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { columnId } from '../../grid/column.ts';
import { type Order, type RowAction, Table } from '../../grid/Table.tsx';
import { useColumns } from '../../grid/use-columns.ts';
import { usePages } from '../../grid/use-pages.ts';
import { hostCalled } from '../../state/annotations.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { followFlow, useRecords } from '../../state/records.ts';
import { scopeText, useScope } from '../../state/scope.ts';
import { useSelectedCalled } from '../../state/selected-names.ts';
import { selectBurst, selectHost, selectPair, selectRecord, useSelection } from '../../state/selection.ts';
import { useShownReport } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { counted } from '../../ui/counted.ts';
import { Icon } from '../../ui/Icon.tsx';
import parts from '../../ui/parts.module.css';
import { Splitter } from '../../ui/Splitter.tsx';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { usePatience } from '../../ui/use-patience.ts';
import { FollowView } from '../follow/FollowView.tsx';
import { FieldDialog, FieldItems } from './FieldAdder.tsx';
import { RecordDetail } from './RecordDetail.tsx';
import { recordColumns, TIME_FORMS, type TimeForm } from './record-columns.tsx';
import classes from './records.module.css';
import { reportFields } from './report-fields.ts';
import { useKept } from './use-kept.ts';
import { useRecordLines } from './use-record-lines.ts';

const IN_TIME: Order<RecordSort> = { by: 'time', direction: 'asc' };

const isTimeForm = (value: unknown): value is TimeForm => TIME_FORMS.some(form => form === value);
const areNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(name => typeof name === 'string');

/** The list that is asked for, as the selection and the table have it. */
function useList(order: Order<RecordSort>) {
  const source = useSource(s => s.info?.source);
  const { host, peer, flow, burst } = useSelection();
  const { gapNanos, minPayload, minPackets, scope, compat } = useBurstParams();
  const narrowed = useScope();
  return {
    source: source ?? 0,
    bursts: { gapNanos, minPayload, minPackets, scope, ...(compat ? { compat } : {}) },
    sort: order.by,
    direction: order.direction,
    ...(host ? { host: host.id } : {}),
    ...(host && peer ? { peer: peer.id } : {}),
    ...(flow === null ? {} : { flow }),
    ...(burst === null ? {} : { burst }),
    ...narrowed,
  };
}

export function RecordsView() {
  const info = useSource(s => s.info);
  const [order, setOrder] = useState(IN_TIME);
  const [form, setForm] = useKept<TimeForm>('burstscope.record-time', 'time', isTimeForm);
  const [fields, setFields] = useKept<readonly string[]>('burstscope.record-fields', [], areNames);
  const [isAdding, setAdding] = useState(false);
  const record = useSelection(s => s.record);
  const followed = useRecords(s => s.followed);
  // Until a record is chosen, the table has all of the height.
  const isDetailed = record !== null || followed !== null;
  const layout = useDefaultLayout({
    id: 'burstscope.records',
    panelIds: isDetailed ? ['records-table', 'record-detail'] : ['records-table'],
    storage: localStorage,
  });
  const list = useList(order);
  const source = info?.source ?? null;
  const pages = usePages(source === null ? null : JSON.stringify(list), (offset, limit) =>
    link().call('records', { ...list, offset, limit }),
  );
  const [view, setView] = useState<readonly [first: number, last: number]>([0, 0]);
  const numbers = useMemo(() => {
    const seen: number[] = [];
    for (let i = view[0]; i <= view[1] && i < pages.total; i++) {
      const row = pages.row(i);
      if (row) seen.push(row.number);
    }
    return seen;
  }, [view, pages]);
  const lines = useRecordLines(source, fields, numbers);
  const place = useAnswer('recordIndex', source === null || record === null ? null : { ...list, number: record });
  const late = usePatience(pages.loading, 600);

  const { show, read } = pages;
  const shownPages = useMemo(
    () => ({
      ...pages,
      show(first: number, last: number) {
        show(first, last);
        setView(before => (before[0] === first && before[1] === last ? before : [first, last]));
      },
      async read(first: number, end: number) {
        const rows = await read(first, end);
        await lines.load(rows.map(({ number }) => number));
        return rows;
      },
    }),
    [pages, show, read, lines.load],
  );

  const columns = recordColumns({ form, start: info?.start ?? null, lineOf: lines.lineOf, fields });
  const shown = useColumns('record-row', columns).shown.map(columnId);
  const { host, peer, flow, burst } = useSelection();
  const only = {
    ...(host ? { host: host.address } : {}),
    ...(host && peer ? { peer: peer.address } : {}),
    ...(flow === null ? {} : { flow: flow + 1 }),
    ...(burst === null ? {} : { burst }),
  };
  useShownReport('records', {
    wanted: { report: 'packets', fields: reportFields(shown), ...(Object.keys(only).length > 0 && { only }) },
    title: 'Records as listed here, by the fields of these columns, in the order of the file',
    ending: 'packets.csv',
  });
  const isGone = record !== null && place.value?.index === null && !place.loading;
  return (
    <div className={parts.view}>
      <Toolbar
        label="Records"
        end={
          <>
            {late && order.by !== 'time' && (
              <span className={classes.sorting} role="status">
                Sorting…
                <Button variant="subtle" onClick={() => setOrder(IN_TIME)}>
                  Cancel
                </Button>
              </span>
            )}
            {isGone && (
              <span className={classes.gone} role="status">
                Record {formatCount(record)} is not among these.
              </span>
            )}
            <Count testId="records-count">
              {counted(pages.total, 'record')}
              <Of />
            </Count>
          </>
        }
      >
        <SegmentedControl
          aria-label="How times are written"
          value={form}
          onChange={value => isTimeForm(value) && setForm(value)}
          data={[
            { value: 'time', label: 'Time' },
            { value: 'start', label: 'Since start' },
            { value: 'previous', label: 'Since previous' },
          ]}
        />
        <GoTo records={info?.records ?? 0} />
      </Toolbar>
      <Group
        className={parts.fill}
        orientation="vertical"
        defaultLayout={layout.defaultLayout}
        onLayoutChanged={layout.onLayoutChanged}
      >
        <Panel id="records-table" minSize="120px">
          <Table
            label="Records"
            columns={columns}
            pages={shownPages}
            order={order}
            onOrder={setOrder}
            isChosen={row => row.number === record}
            onChoose={row => selectRecord(row.number)}
            followsKeys
            actions={actionsOf}
            at={place.loading ? null : (place.value?.index ?? null)}
            columnsMenu={<FieldItems fields={fields} onChange={setFields} onAdd={() => setAdding(true)} />}
            testId="record-row"
            empty={`No records${scopeText(list)}${list.burst === undefined ? '' : ' in this burst'}.`}
          />
          {isAdding && <FieldDialog fields={fields} onChange={setFields} onClose={() => setAdding(false)} />}
        </Panel>
        {isDetailed && <Splitter label="Resize records and detail" />}
        {isDetailed && (
          <Panel id="record-detail" defaultSize="46%" minSize="90px">
            {source !== null && <Lower source={source} record={record} followed={followed} />}
          </Panel>
        )}
      </Group>
    </div>
  );
}

/** Whose records these are. */
function Of() {
  const called = useSelectedCalled();
  const { host, peer, flow, burst } = useSelection();
  const parts = [
    host && peer ? ` between ${called(host)} and ${called(peer)}` : host ? ` of ${called(host)}` : '',
    flow === null ? '' : ` in flow ${formatCount(flow + 1)}`,
    burst === null ? '' : ` in burst ${formatCount(burst)}`,
  ];
  return parts.join('');
}

function actionsOf(row: RecordRow): readonly RowAction[] {
  const { flow, burst } = row;
  const src = row.srcHost === null ? null : { id: row.srcHost, address: row.src! };
  const dst = row.dstHost === null ? null : { id: row.dstHost, address: row.dst! };
  return [
    ...(flow === null ? [] : [{ label: 'Follow the stream of this flow', run: () => followFlow(flow) }]),
    ...(src === null
      ? []
      : [{ label: `Select ${hostCalled({ address: src.address, name: row.srcName })}`, run: () => selectHost(src) }]),
    ...(src === null || dst === null ? [] : [{ label: 'Select this conversation', run: () => selectPair(src, dst) }]),
    ...(burst ? [{ label: `Only burst ${formatCount(burst)}`, run: () => selectBurst(burst) }] : []),
  ];
}

function GoTo({ records }: { readonly records: number }) {
  const [text, setText] = useState('');

  function submit(event: FormEvent): void {
    event.preventDefault();
    const number = Number(text.replaceAll(',', ''));
    if (Number.isInteger(number) && number >= 1 && number <= records) {
      selectRecord(number);
      setText('');
    } else showNotice({ text: `There is no record ${text}: they count from 1 to ${formatCount(records)}.`, bad: true });
  }

  return (
    <form onSubmit={submit}>
      <TextInput
        w={130}
        inputMode="numeric"
        aria-label="Go to record"
        placeholder="Go to record"
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        data-testid="go-to-record"
      />
    </form>
  );
}

interface LowerProps {
  readonly source: number;
  readonly record: number | null;
  readonly followed: number | null;
}

function Lower({ source, record, followed }: LowerProps) {
  return (
    <div className={parts.view}>
      {followed !== null && (
        <div className={classes.followBar}>
          <span>Stream of flow {formatCount(followed)}</span>
          <ActionIcon size={24} aria-label="Back to the record" onClick={() => followFlow(null)}>
            <Icon name="close" size={12} />
          </ActionIcon>
        </div>
      )}
      <div className={parts.fill}>
        {followed === null ? (
          record !== null && <RecordDetail source={source} number={record} />
        ) : (
          <FollowView key={followed} source={source} flow={followed} />
        )}
      </div>
    </div>
  );
}
