// What the user added to the open capture: own names and colours of hosts, notes, and where nodes of the graph lie.
import { useCallback } from 'react';
import { create } from 'zustand';
import { type HostMark, keptText, MAX_NAME, MAX_NOTE, type Note, type NoteOn } from '../../shared/model/workspace.ts';

interface Annotations {
  /** By address. */
  readonly hosts: Readonly<Record<string, HostMark>>;
  readonly notes: readonly Note[];
}

export const NO_ANNOTATIONS: Annotations = { hosts: {}, notes: [] };

export const useAnnotations = create<Annotations>(() => NO_ANNOTATIONS);

const NO_MARK: HostMark = {};
const markOf = (hosts: Annotations['hosts'], address: string): HostMark =>
  Object.hasOwn(hosts, address) ? hosts[address]! : NO_MARK;

export const useHostMark = (address: string): HostMark => useAnnotations(s => markOf(s.hosts, address));

/** A host as rows have it; without `name` the capture may still know one. */
export interface Named {
  readonly address: string;
  readonly name?: string | null | undefined;
}

const calledOf = (hosts: Annotations['hosts'], { address, name }: Named): string =>
  markOf(hosts, address).name ?? name ?? address;

/** What a host is called: by the user, else in the capture, else its address. Where a hook cannot be. */
export const hostCalled = (host: Named): string => calledOf(useAnnotations.getState().hosts, host);

/** The same for views, which are drawn anew when a name changes. */
export function useHostCalled(): (host: Named) => string {
  const hosts = useAnnotations(s => s.hosts);
  return useCallback(host => calledOf(hosts, host), [hosts]);
}

/** Addresses of the hosts whose own name holds what is typed, at most `most`. Letter case does not matter. */
export function addressesCalled(hosts: Annotations['hosts'], typed: string, most: number): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [];
  const found = Object.entries(hosts).filter(([, { name }]) => name?.toLowerCase().includes(wanted));
  return found.slice(0, most).map(([address]) => address);
}

/** An empty name and the colour null are none. */
export function markHost(address: string, change: { readonly name?: string; readonly colour?: number | null }): void {
  const { hosts } = useAnnotations.getState();
  const before = markOf(hosts, address);
  const name = change.name === undefined ? (before.name ?? '') : keptText(change.name, MAX_NAME);
  const colour = change.colour === undefined ? (before.colour ?? null) : change.colour;
  if (name === (before.name ?? '') && colour === (before.colour ?? null)) return;
  const { [address]: _, ...others } = hosts;
  const mark = { ...(name !== '' && { name }), ...(colour !== null && { colour }) };
  useAnnotations.setState({ hosts: name === '' && colour === null ? others : { ...others, [address]: mark } });
}

/** `instead`: the note that it takes the place of. A note without text is none. */
export function writeNote(on: NoteOn, text: string, instead?: Note): void {
  const kept = keptText(text, MAX_NOTE, true);
  const { notes } = useAnnotations.getState();
  if (kept === '') return;
  const note: Note = { ...instead, on, text: kept, written: Date.now() };
  useAnnotations.setState({ notes: instead ? notes.map(one => (one === instead ? note : one)) : [...notes, note] });
}

/** Answers with what puts it back to where it was. */
export function dropNote(note: Note): () => void {
  const at = useAnnotations.getState().notes.indexOf(note);
  useAnnotations.setState(({ notes }) => ({ notes: notes.filter(one => one !== note) }));
  return () => useAnnotations.setState(({ notes }) => (at < 0 ? {} : { notes: notes.toSpliced(at, 0, note) }));
}

/** What a note is on, without what else is said of it. */
type OnKey =
  | Exclude<NoteOn, { readonly kind: 'burst' }>
  | Pick<Extract<NoteOn, { readonly kind: 'burst' }>, 'kind' | 'burst' | 'params' | 'filter'>;

/** The same text for the same thing. */
function keyOf(on: OnKey): string {
  if (on.kind === 'host') return `host ${on.address}`;
  if (on.kind === 'record') return `record ${on.number}`;
  if (on.kind === 'range') return `range ${on.from} ${on.to}`;
  const { gapNanos, minPayload, minPackets, scope, compat } = on.params;
  return JSON.stringify([on.burst, gapNanos, minPayload, minPackets, scope, compat ?? null, on.filter]);
}

const NONE: readonly Note[] = [];
const byKey = new WeakMap<readonly Note[], ReadonlyMap<string, readonly Note[]>>();

/** Notes by what they are on; those of other captures are on nothing here. */
function notesByKey(notes: readonly Note[]): ReadonlyMap<string, readonly Note[]> {
  let found = byKey.get(notes);
  if (!found) {
    const lists = new Map<string, Note[]>();
    for (const note of notes) {
      if (note.of !== undefined) continue;
      const key = keyOf(note.on);
      lists.set(key, [...(lists.get(key) ?? []), note]);
    }
    found = lists;
    byKey.set(notes, found);
  }
  return found;
}

/** The notes on one thing. */
export const useNotesOn = (on: OnKey): readonly Note[] =>
  useAnnotations(({ notes }) => (notes.length === 0 ? NONE : (notesByKey(notes).get(keyOf(on)) ?? NONE)));

/** Where nodes of the graph lie, by address or key of a group; `put` counts the times that a workspace put them there. */
export const useNodePlaces = create<{
  readonly places: Readonly<Record<string, readonly [x: number, y: number]>>;
  readonly put: number;
}>(() => ({ places: {}, put: 0 }));
