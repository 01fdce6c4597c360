// Notes as words, in order, and as rows of a file.
import type { SourceInfo } from '../../../shared/model/source.ts';
import { HOST_COLOURS, type HostMark, type Note, type NoteOn } from '../../../shared/model/workspace.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { compareTime, isoTime, type Time } from '../../../shared/unit/time.ts';
import type { Column } from '../../grid/column.ts';
import type { Named } from '../../state/annotations.ts';
import { rangeText } from '../../ui/moment.ts';

/** In the order of their numbers in a workspace. */
export const COLOUR_WORDS: readonly string[] = ['Blue', 'Orange', 'Green', 'Pink', 'Yellow', 'Violet', 'Red', 'Cyan'];

type Called = (host: Named) => string;

/** As part of a sentence: `host camera (10.0.0.1)`, `record 17`. */
export function onText(on: NoteOn, { start, end }: Pick<SourceInfo, 'start' | 'end'>, called: Called): string {
  if (on.kind === 'host') {
    const name = called(on);
    return name === on.address ? `host ${name}` : `host ${name} (${on.address})`;
  }
  if (on.kind === 'record') return `record ${formatCount(on.number)}`;
  if (on.kind === 'range') return `time ${rangeText(on, start, end)}`;
  return `burst ${formatCount(on.burst)}, ${rangeText({ from: on.start, to: on.end }, start, end)}`;
}

export const NOTE_ORDERS = ['written', 'time', 'on'] as const;
export type NoteOrder = (typeof NOTE_ORDERS)[number];

/** Where a note stands in time; null: nowhere. `timeOf`: when a record was captured, where that is known. */
export function noteTime({ on }: Note, timeOf: (record: number) => Time | null): Time | null {
  if (on.kind === 'host') return null;
  if (on.kind === 'record') return timeOf(on.number);
  return on.kind === 'range' ? on.from : on.start;
}

const KINDS: readonly NoteOn['kind'][] = ['host', 'record', 'burst', 'range'];

/** Last written first; by time, those without one last; by what they are on, hosts by address and the others by number or time. */
export function inOrder(
  notes: readonly Note[],
  order: NoteOrder,
  timeOf: (record: number) => Time | null,
): readonly Note[] {
  if (order === 'written') return notes.toSorted((a, b) => b.written - a.written);
  const byTime = (a: Note, b: Note): number => {
    const [at, bt] = [noteTime(a, timeOf), noteTime(b, timeOf)];
    if (at === null || bt === null) return Number(at === null) - Number(bt === null);
    return compareTime(at, bt);
  };
  if (order === 'time') return notes.toSorted(byTime);
  return notes.toSorted((a, b) => {
    if (a.on.kind !== b.on.kind) return KINDS.indexOf(a.on.kind) - KINDS.indexOf(b.on.kind);
    if (a.on.kind === 'host' && b.on.kind === 'host') return a.on.address < b.on.address ? -1 : 1;
    if (a.on.kind === 'record' && b.on.kind === 'record') return a.on.number - b.on.number;
    return byTime(a, b);
  });
}

/** Whether a note says what is searched for, or is on it. Letter case does not matter. */
export const saysText = (note: Note, where: string, wanted: string): boolean =>
  `${note.text}\n${where}\n${note.of ?? ''}`.toLowerCase().includes(wanted.trim().toLowerCase());

/** A row of the file of everything that the user added: a note, or a host's own name and colour. */
export type AddedRow =
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'host'; readonly address: string; readonly mark: HostMark };

export const addedRows = (hosts: Readonly<Record<string, HostMark>>, notes: readonly Note[]): readonly AddedRow[] => [
  ...Object.entries(hosts).map(([address, mark]): AddedRow => ({ kind: 'host', address, mark })),
  ...notes.map((note): AddedRow => ({ kind: 'note', note })),
];

type AddedColumn = Column<AddedRow, never>;

const column = (title: string, cell: (row: AddedRow) => string, right = false): AddedColumn => ({
  title,
  width: 0,
  right,
  render: cell,
  text: cell,
});

const ofNote =
  (cell: (note: Note) => string | number | undefined) =>
  (row: AddedRow): string =>
    row.kind === 'note' ? String(cell(row.note) ?? '') : '';

/** Columns of that file. `timeOf`: when a record was captured. */
export const addedColumns = (hosts: Readonly<Record<string, HostMark>>, timeOf: (record: number) => Time | null) => {
  const addressOf = (row: AddedRow): string => {
    if (row.kind === 'host') return row.address;
    return row.note.on.kind === 'host' ? row.note.on.address : '';
  };
  const markOf = (row: AddedRow): HostMark =>
    row.kind === 'host' ? row.mark : Object.hasOwn(hosts, addressOf(row)) ? hosts[addressOf(row)]! : {};
  return [
    column('kind', row => (row.kind === 'host' ? 'name' : 'note')),
    column('on', row => (row.kind === 'host' ? 'host' : row.note.on.kind)),
    column('host', addressOf),
    column('name', row => markOf(row).name ?? ''),
    column('colour', row => COLOUR_WORDS[markOf(row).colour ?? HOST_COLOURS]?.toLowerCase() ?? ''),
    column(
      'record',
      ofNote(({ on }) => (on.kind === 'record' ? on.number : undefined)),
      true,
    ),
    column(
      'burst',
      ofNote(({ on }) => (on.kind === 'burst' ? on.burst : undefined)),
      true,
    ),
    column(
      'from',
      ofNote(note => {
        const time = noteTime(note, timeOf);
        return time === null ? undefined : isoTime(time);
      }),
    ),
    column(
      'to',
      ofNote(({ on }) => (on.kind === 'range' ? isoTime(on.to) : on.kind === 'burst' ? isoTime(on.end) : undefined)),
    ),
    column(
      'text',
      ofNote(({ text }) => text),
    ),
    column(
      'written',
      ofNote(({ written }) => new Date(written).toISOString()),
    ),
    column(
      'capture',
      ofNote(({ of }) => of),
    ),
  ] as const satisfies readonly AddedColumn[];
};
