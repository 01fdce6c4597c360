// Columns of the table of records; of what is read again from the file, the line and any further fields.

import { fieldDef } from '../../../shared/catalogue/catalogue.ts';
import type { RecordLine, RecordRow, RecordSort } from '../../../shared/model/record.ts';
import { formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetween, secondsText, type Time } from '../../../shared/unit/time.ts';
import type { Column } from '../../grid/Table.tsx';
import { COLUMN } from '../../ui/column-help.ts';
import { HostName } from '../../ui/HostName.tsx';
import { dayAndTime, timeOfDay } from '../../ui/moment.ts';
import { NoteMark } from '../../ui/NoteMark.tsx';
import parts from '../../ui/parts.module.css';
import { fieldFilter } from './field-filter.ts';
import { RECORD_FILTERS } from './record-filters.ts';

type RecordColumn = Column<RecordRow, RecordSort>;

export const TIME_FORMS = ['time', 'start', 'previous'] as const;
/** How times are written: the moment, since the capture began, since the record before in the list. */
export type TimeForm = (typeof TIME_FORMS)[number];

const seconds = (nanos: number | null): string => (nanos === null ? '' : secondsText(nanos));

function timeText({ time, sincePrevious }: RecordRow, form: TimeForm, start: Time | null): string {
  if (form === 'previous') return seconds(sincePrevious);
  if (form === 'start' && start !== null) return secondsText(nanosBetween(start, time));
  return start !== null && isoTime(start).slice(0, 10) === isoTime(time).slice(0, 10)
    ? timeOfDay(time, 9)
    : `${dayAndTime(time).slice(5, 10)} ${timeOfDay(time, 9)}`;
}

/** The exact time, where it is not told since something. */
const exactTime = (row: RecordRow, form: TimeForm, start: Time | null): string =>
  form === 'time' ? isoTime(row.time) : timeText(row, form, start);

const gap = (nanos: number | null) =>
  nanos === null ? '' : <span title={`${secondsText(nanos)} s`}>{formatDuration(nanos)}</span>;

/** An IP address with its name; of a record without IP, its link address. */
function host(address: string | null, name: string | null, link: string | null | undefined) {
  if (address !== null) return <HostName address={address} name={name} />;
  return link ? <span title={`Link address ${link}: the record has no IP address`}>{link}</span> : '';
}

const portText = (port: number | null): string => (port === null ? '' : String(port));
const countText = (count: number | null): string => (count === null ? '' : formatCount(count));

export interface ColumnParts {
  readonly form: TimeForm;
  /** Of the capture. */
  readonly start: Time | null;
  /** What was read again of a record; undefined: not yet. */
  lineOf(number: number): RecordLine | undefined;
  /** Names of further fields. */
  readonly fields: readonly string[];
}

const TIME_HELP: Readonly<Record<TimeForm, string>> = {
  time: 'When the record was captured, UTC',
  start: 'Seconds since the first record of the capture',
  previous: 'Seconds since the record before it in this list, in the order of time',
};

export function recordColumns({ form, start, lineOf, fields }: ColumnParts): readonly RecordColumn[] {
  return [
    {
      title: 'No.',
      id: 'number',
      help: COLUMN.recordNo,
      width: 66,
      right: true,
      sort: 'number',
      render: row => (
        <>
          <NoteMark on={{ kind: 'record', number: row.number }} /> {formatCount(row.number)}
        </>
      ),
      text: row => String(row.number),
      filter: RECORD_FILTERS.number,
    },
    {
      title: 'Time',
      id: 'time',
      help: TIME_HELP[form],
      width: form === 'time' ? 150 : 120,
      right: form !== 'time',
      sort: 'time',
      render: row => (
        <time className="mono" dateTime={isoTime(row.time)} title={isoTime(row.time)}>
          {timeText(row, form, start)}
        </time>
      ),
      text: row => exactTime(row, form, start),
      filter: RECORD_FILTERS.time,
    },
    {
      title: 'Source',
      id: 'src',
      width: 122,
      grow: 2,
      sort: 'src',
      render: row => host(row.src, row.srcName, lineOf(row.number)?.link?.src),
      text: row => row.src ?? lineOf(row.number)?.link?.src ?? '',
      filter: RECORD_FILTERS.src,
    },
    {
      title: 'Port',
      id: 'srcPort',
      help: COLUMN.recordPort,
      width: 56,
      right: true,
      sort: 'srcPort',
      hidden: true,
      render: row => portText(row.srcPort),
      text: row => portText(row.srcPort),
      filter: RECORD_FILTERS.srcPort,
    },
    {
      title: 'Destination',
      id: 'dst',
      width: 122,
      grow: 2,
      sort: 'dst',
      render: row => host(row.dst, row.dstName, lineOf(row.number)?.link?.dst),
      text: row => row.dst ?? lineOf(row.number)?.link?.dst ?? '',
      filter: RECORD_FILTERS.dst,
    },
    {
      title: 'To port',
      id: 'dstPort',
      help: COLUMN.recordToPort,
      width: 62,
      right: true,
      sort: 'dstPort',
      hidden: true,
      render: row => portText(row.dstPort),
      text: row => portText(row.dstPort),
      filter: RECORD_FILTERS.dstPort,
    },
    {
      title: 'Protocol',
      id: 'protocol',
      width: 70,
      sort: 'protocol',
      render: row => row.protocol ?? '',
      text: row => row.protocol ?? '',
      filter: RECORD_FILTERS.protocol,
    },
    {
      title: 'Kind',
      id: 'kind',
      help: COLUMN.recordKind,
      width: 70,
      sort: 'kind',
      render: row => row.kind ?? '',
      text: row => row.kind ?? '',
      filter: RECORD_FILTERS.kind,
    },
    {
      title: 'Length',
      id: 'length',
      help: COLUMN.recordLength,
      width: 66,
      right: true,
      sort: 'length',
      render: row => formatCount(row.length),
      text: row => String(row.length),
      filter: RECORD_FILTERS.length,
    },
    ...fields.map((name, i) => fieldColumn(name, i, lineOf)),
    {
      title: 'Info',
      id: 'info',
      help: COLUMN.recordInfo,
      width: 220,
      grow: 5,
      render: row => {
        const info = lineOf(row.number)?.info;
        return <span title={info}>{info ?? <span className={parts.dim}>…</span>}</span>;
      },
      text: row => lineOf(row.number)?.info ?? '',
    },
    {
      title: 'Captured',
      id: 'captured',
      help: COLUMN.recordCaptured,
      width: 74,
      right: true,
      hidden: true,
      sort: 'captured',
      render: row => formatCount(row.captured),
      text: row => String(row.captured),
      filter: RECORD_FILTERS.captured,
    },
    {
      title: 'Payload',
      id: 'payload',
      help: COLUMN.recordPayload,
      width: 68,
      right: true,
      sort: 'payload',
      hidden: true,
      render: row => countText(row.payload),
      text: row => String(row.payload ?? ''),
      filter: RECORD_FILTERS.payload,
    },
    {
      title: 'Flow',
      id: 'flow',
      help: COLUMN.recordFlow,
      width: 58,
      right: true,
      sort: 'flow',
      hidden: true,
      render: row => countText(row.flow),
      text: row => String(row.flow ?? ''),
      filter: RECORD_FILTERS.flow,
    },
    {
      title: 'IAT',
      id: 'iat',
      help: COLUMN.recordIat,
      width: 72,
      right: true,
      sort: 'iat',
      render: row => gap(row.iat),
      text: row => seconds(row.iat),
    },
    {
      title: 'IDT',
      id: 'idt',
      help: COLUMN.recordIdt,
      width: 72,
      right: true,
      sort: 'idt',
      hidden: true,
      render: row => gap(row.idt),
      text: row => seconds(row.idt),
    },
    {
      title: 'Burst',
      id: 'burst',
      help: COLUMN.recordBurst,
      width: 58,
      right: true,
      sort: 'burst',
      render: row => (row.burst ? formatCount(row.burst) : ''),
      text: row => String(row.burst ?? ''),
    },
  ];
}

/** A further field: its values are read again from the file. */
function fieldColumn(name: string, index: number, lineOf: ColumnParts['lineOf']): RecordColumn {
  const fieldOf = (row: RecordRow): string | null => lineOf(row.number)?.values[index] ?? null;
  return {
    title: name,
    id: `field ${name}`,
    help: fieldDef(name)?.title ?? name,
    width: Math.max(90, name.length * 7 + 16),
    render: row => <span title={fieldOf(row) ?? undefined}>{fieldOf(row) ?? ''}</span>,
    text: row => fieldOf(row) ?? '',
    filter: row => {
      const value = fieldOf(row);
      return value === null || value.includes(', ') ? null : fieldFilter({ name, value });
    },
  };
}
