// What a user adds to a capture (own names, colours, notes) and how they looked at it, as a small JSON file. Pure.
import { ProblemError } from '../contract/problem.ts';
import { compareTime, type Time, type TimeRange } from '../unit/time.ts';
import { BURST_SCOPES, type BurstParams } from './burst.ts';
import type { SeriesMark } from './series.ts';
import { TIMELINE_BY, type TimelineBy } from './timeline.ts';

/** Numbers of the palette that host colours are from: the series' colours, which stay apart for colour-blind people. */
export const HOST_COLOURS = 8;
export const MAX_NAME = 80;
export const MAX_NOTE = 2000;
/** Characters of a workspace as JSON. */
export const MAX_WORKSPACE = 500_000;
export const MAX_HOSTS = 10_000;
const MAX_NOTES = 5_000;
const MAX_PLACES = 2_000;
const MAX_ADDRESS = 120;
const MAX_FILTER = 20_000;
const MAX_MARKS = 10_000;
const MAX_KEY = 1000;
/** Seconds that a JavaScript Date can show. */
const MAX_SECONDS = 8_640_000_000_000;

export interface HostMark {
  /** Own name; absent: none. */
  readonly name?: string;
  /** 0 to HOST_COLOURS - 1; absent: that of the host's role. */
  readonly colour?: number;
}

export type NoteOn =
  | { readonly kind: 'host'; readonly address: string }
  /** By its number, from 1. */
  | { readonly kind: 'record'; readonly number: number }
  /** `burst` is its number with these parameters under this filter. */
  | {
      readonly kind: 'burst';
      readonly burst: number;
      readonly start: Time;
      readonly end: Time;
      readonly params: BurstParams;
      readonly filter: string | null;
    }
  | { readonly kind: 'range'; readonly from: Time; readonly to: Time };

export interface Note {
  readonly on: NoteOn;
  readonly text: string;
  /** Milliseconds of the Unix epoch. */
  readonly written: number;
  /** The capture that it was written on, where that is another one and the note does not fit this one. */
  readonly of?: string;
}

export interface WorkspaceView {
  readonly filter: string | null;
  readonly range: TimeRange | null;
  readonly bursts: BurstParams;
  /** Name of a place of the window; one that is not known is passed over. */
  readonly place: string;
  readonly timeline: { readonly by: TimelineBy; readonly gaps: boolean; readonly rate: boolean };
  readonly graph: {
    readonly showHidden: boolean;
    readonly minPackets: number;
    /** Where nodes lie, by address or key of a group, in pixels at zoom 1. */
    readonly places: Readonly<Record<string, readonly [x: number, y: number]>>;
  };
  /** Dates that are marked in series; absent: none. */
  readonly marks?: readonly SeriesMark[];
}

export interface Workspace {
  readonly version: 1;
  /** What it was made on. */
  readonly capture: { readonly name: string; readonly size: number; readonly start: Time | null };
  /** By address. */
  readonly hosts: Readonly<Record<string, HostMark>>;
  readonly notes: readonly Note[];
  readonly view: WorkspaceView;
}

/** Text as it may be kept: without control characters (lines and tabs stay where `lines`), trimmed, `longest` characters. */
export function keptText(text: string, longest: number, lines = false): string {
  const controls = lines ? /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu : /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
  const cut = [
    ...text
      .replace(/\r\n?/g, '\n')
      .replace(controls, lines ? '' : ' ')
      .trim(),
  ];
  return cut.slice(0, longest).join('').trim();
}

class Wrong extends Error {}
const need: (holds: boolean, what: string) => asserts holds = (holds, what) => {
  if (!holds) throw new Wrong(what);
};
type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, what: string): Fields {
  need(typeof value === 'object' && value !== null && !Array.isArray(value), `${what} is not an object`);
  return value as Fields;
}
function textOf(value: unknown, what: string, longest: number): string {
  need(typeof value === 'string' && value.length <= longest, `${what} is not a text of at most ${longest} characters`);
  return value;
}
function numberOf(value: unknown, what: string, least: number, most: number): number {
  need(typeof value === 'number' && value >= least && value <= most, `${what} is not a number in its range`);
  return value;
}
function wholeOf(value: unknown, what: string, least = 0, most = Number.MAX_SAFE_INTEGER): number {
  need(Number.isSafeInteger(value), `${what} is not a whole number`);
  return numberOf(value, what, least, most);
}
function flagOf(value: unknown, what: string): boolean {
  need(typeof value === 'boolean', `${what} is neither true nor false`);
  return value;
}
function timeOf(value: unknown, what: string): Time {
  need(Array.isArray(value) && value.length === 2, `${what} is not a time`);
  return [wholeOf(value[0], what, 0, 0xffff_ffff), wholeOf(value[1], what, 0, 999_999_999)];
}
function oneOf<T extends string>(value: unknown, choices: readonly T[], what: string): T {
  const found = choices.find(choice => choice === value);
  need(found !== undefined, `${what} is not one of ${choices.join(', ')}`);
  return found;
}
function listOf(value: unknown, what: string, most: number): readonly unknown[] {
  need(Array.isArray(value) && value.length <= most, `${what} is not a list of at most ${most}`);
  return value;
}
const orNull = <T>(value: unknown, read: (value: unknown) => T): T | null => (value === null ? null : read(value));

/** Entries of an object as a Map would keep them: a key named like a property of every object is nothing special. */
function entriesOf<T>(value: unknown, what: string, most: number, read: (value: unknown) => T): Record<string, T> {
  const entries = Object.entries(fieldsOf(value, what));
  need(entries.length <= most, `${what} has more than ${most} entries`);
  const read1 = entries.map(([key, one]): [string, T] => [
    keptText(textOf(key, what, MAX_ADDRESS), MAX_ADDRESS),
    read(one),
  ]);
  return Object.fromEntries(read1);
}

function paramsOf(value: unknown): BurstParams {
  const { gapNanos, minPayload, minPackets, scope, compat } = fieldsOf(value, 'bursts');
  return {
    gapNanos: wholeOf(gapNanos, 'bursts.gapNanos', 1),
    minPayload: minPayload === 'auto' ? 'auto' : wholeOf(minPayload, 'bursts.minPayload'),
    minPackets: wholeOf(minPackets, 'bursts.minPackets', 1),
    scope: oneOf(scope, BURST_SCOPES, 'bursts.scope'),
    ...(compat === undefined ? {} : { compat: oneOf(compat, ['notebook'] as const, 'bursts.compat') }),
  };
}

const filterOf = (value: unknown): string | null => orNull(value, one => textOf(one, 'filter', MAX_FILTER));

function markOf(value: unknown): HostMark {
  const { name, colour } = fieldsOf(value, 'a host');
  const kept = name === undefined ? '' : keptText(textOf(name, 'a host name', MAX_NAME * 4), MAX_NAME);
  return {
    ...(kept === '' ? {} : { name: kept }),
    ...(colour === undefined ? {} : { colour: wholeOf(colour, 'a colour', 0, HOST_COLOURS - 1) }),
  };
}

function onOf(value: unknown): NoteOn {
  const on = fieldsOf(value, 'what a note is on');
  const kind = oneOf(on.kind, ['host', 'record', 'burst', 'range'], 'what a note is on');
  if (kind === 'host') return { kind, address: keptText(textOf(on.address, 'an address', MAX_ADDRESS), MAX_ADDRESS) };
  if (kind === 'record') return { kind, number: wholeOf(on.number, 'a record number', 1, 0xffff_ffff) };
  if (kind === 'range') return { kind, from: timeOf(on.from, 'a range'), to: timeOf(on.to, 'a range') };
  return {
    kind,
    burst: wholeOf(on.burst, 'a burst number', 1, 0xffff_ffff),
    start: timeOf(on.start, 'a burst'),
    end: timeOf(on.end, 'a burst'),
    params: paramsOf(on.params),
    filter: filterOf(on.filter),
  };
}

function noteOf(value: unknown): Note {
  const { on, text, written, of } = fieldsOf(value, 'a note');
  return {
    on: onOf(on),
    text: keptText(textOf(text, 'a note', MAX_NOTE * 2), MAX_NOTE, true),
    // The largest moment that a Date can be.
    written: wholeOf(written, 'when a note was written', 0, 8.64e15),
    ...(of === undefined ? {} : { of: keptText(textOf(of, 'a capture name', 1000), 1000) }),
  };
}

function rangeOf(value: unknown): TimeRange {
  const { from, to } = fieldsOf(value, 'range');
  return {
    ...(from === undefined ? {} : { from: timeOf(from, 'range') }),
    ...(to === undefined ? {} : { to: timeOf(to, 'range') }),
  };
}

function placeOf(value: unknown): readonly [number, number] {
  const [x, y] = listOf(value, 'the place of a node', 2);
  return [numberOf(x, 'the place of a node', -1e6, 1e6), numberOf(y, 'the place of a node', -1e6, 1e6)];
}

function seriesMarkOf(value: unknown): SeriesMark {
  const { seconds, key } = fieldsOf(value, 'a marked date');
  return {
    seconds: wholeOf(seconds, 'a marked date', -MAX_SECONDS, MAX_SECONDS),
    key: orNull(key, one => textOf(one, 'the key of a marked date', MAX_KEY)),
  };
}

function viewOf(value: unknown): WorkspaceView {
  const view = fieldsOf(value, 'view');
  const timeline = fieldsOf(view.timeline, 'timeline');
  const graph = fieldsOf(view.graph, 'graph');
  return {
    filter: filterOf(view.filter),
    range: orNull(view.range, rangeOf),
    bursts: paramsOf(view.bursts),
    place: textOf(view.place, 'place', 40),
    timeline: {
      by: oneOf(timeline.by, TIMELINE_BY, 'timeline.by'),
      gaps: flagOf(timeline.gaps, 'timeline.gaps'),
      rate: flagOf(timeline.rate, 'timeline.rate'),
    },
    graph: {
      showHidden: flagOf(graph.showHidden, 'graph.showHidden'),
      minPackets: wholeOf(graph.minPackets, 'graph.minPackets'),
      places: entriesOf(graph.places, 'graph.places', MAX_PLACES, placeOf),
    },
    ...(view.marks === undefined ? {} : { marks: listOf(view.marks, 'marks', MAX_MARKS).map(seriesMarkOf) }),
  };
}

function workspaceOf(value: unknown): Workspace {
  const all = fieldsOf(value, 'the whole');
  need(all.version === 1, 'its version is not 1');
  const capture = fieldsOf(all.capture, 'capture');
  return {
    version: 1,
    capture: {
      name: textOf(capture.name, 'capture.name', 1000),
      size: wholeOf(capture.size, 'capture.size'),
      start: orNull(capture.start, start => timeOf(start, 'capture.start')),
    },
    hosts: entriesOf(all.hosts, 'hosts', MAX_HOSTS, markOf),
    notes: listOf(all.notes, 'notes', MAX_NOTES).map(noteOf),
    view: viewOf(all.view),
  };
}

/** Reads a workspace; `name` is what the file is called. Throws ProblemError (`unreadable`) that says what is wrong. */
export function parseWorkspace(text: string, name: string): Workspace {
  const because = (why: string): ProblemError =>
    new ProblemError('unreadable', `${name} is not a workspace that can be read: ${why}. Rename it or choose another.`);
  if (text.length > MAX_WORKSPACE) throw because(`it is longer than ${MAX_WORKSPACE} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw because('it is not JSON');
  }
  try {
    return workspaceOf(value);
  } catch (thrown) {
    if (thrown instanceof Wrong) throw because(thrown.message);
    throw thrown;
  }
}

/** Whether two workspaces are of different captures. One that grew began when it began before. */
export const isOfAnother = (a: Workspace['capture'], b: Workspace['capture']): boolean =>
  a.start && b.start ? compareTime(a.start, b.start) !== 0 : a.size !== b.size;

export const workspaceText = (workspace: Workspace): string => `${JSON.stringify(workspace, null, 1)}\n`;
