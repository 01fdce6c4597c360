// Where flags of notes stand above the timeline. Pure.
import type { Note } from '../../../shared/model/workspace.ts';
import type { Time } from '../../../shared/unit/time.ts';
import type { View } from '../../chart/zoom.ts';
import { noteTime } from '../notes/note-text.ts';

export interface Flag {
  /** Pixels from the left edge of the plot. */
  readonly x: number;
  /** Pixels that the stretch of time of a note alone takes in sight; 0: it is a moment, or there are several notes. */
  readonly length: number;
  /** In the order of time. */
  readonly notes: readonly Note[];
}

/** Flags that are closer together, in pixels, are one. */
const APART = 24;

interface Placed {
  readonly note: Note;
  /** Pixels; `to` is `from` for a moment. */
  readonly from: number;
  readonly to: number;
}

/** Flags of the notes in sight, from left to right. `nanosOf`: nanoseconds since the view's origin; `width`: pixels of the plot. */
export function flagsOf(
  notes: readonly Note[],
  timeOf: (record: number) => Time | null,
  nanosOf: (time: Time) => number,
  view: View,
  width: number,
): readonly Flag[] {
  if (width <= 0) return [];
  const place = (nanos: number): number => ((nanos - view.from) / (view.to - view.from)) * width;
  const placed = notes.flatMap((note): Placed[] => {
    const time = note.of === undefined ? noteTime(note, timeOf) : null;
    if (time === null) return [];
    const { on } = note;
    const from = place(nanosOf(time));
    const to = on.kind === 'range' ? place(nanosOf(on.to)) : on.kind === 'burst' ? place(nanosOf(on.end)) : from;
    // What began before stands at the edge while any of it is in sight.
    return to < 0 || from > width ? [] : [{ note, from: Math.max(0, from), to: Math.min(width, to) }];
  });
  placed.sort((a, b) => a.from - b.from);
  const groups: Placed[][] = [];
  for (const one of placed) {
    const last = groups.at(-1);
    if (last && one.from - last[0]!.from < APART) last.push(one);
    else groups.push([one]);
  }
  return groups.map(group => ({
    x: group[0]!.from,
    length: group.length === 1 ? group[0]!.to - group[0]!.from : 0,
    notes: group.map(({ note }) => note),
  }));
}
