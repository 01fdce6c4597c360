// How the window is divided: which panels are open and how large; remembered.
import { create } from 'zustand';
import { PLACES, type Place } from './places.ts';

/** Shares of the height, in percent, by panel. */
export interface Rows {
  readonly main: number;
  readonly timeline: number;
  readonly tables: number;
}

interface Panels {
  /** Whether the rail shows names beside its icons. */
  readonly railNames: boolean;
  /** Whether the timeline is open, where the user said so; else as the place has it. */
  readonly timeline: Partial<Readonly<Record<Place, boolean>>>;
  /** The overview's division with an open timeline, and the timeline's share in every other place. */
  readonly overview: Rows;
  readonly strip: number;
}

const KEY = 'burstscope.panels';
const SIZES: Panels = {
  railNames: true,
  timeline: {},
  overview: { main: 38, timeline: 29, tables: 33 },
  strip: 29,
};

const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 100;

/** What was remembered, as far as it makes sense. */
function readPanels(text: string | null): Panels {
  try {
    const saved = JSON.parse(text ?? '{}') as Partial<Panels>;
    const { overview, strip, timeline, railNames } = saved;
    const open = PLACES.filter(place => typeof timeline?.[place] === 'boolean');
    return {
      railNames: typeof railNames === 'boolean' ? railNames : SIZES.railNames,
      timeline: Object.fromEntries(open.map(place => [place, timeline![place]])),
      overview:
        overview && [overview.main, overview.timeline, overview.tables].every(isShare) ? overview : SIZES.overview,
      strip: isShare(strip) && strip > 0 ? strip : SIZES.strip,
    };
  } catch {
    return SIZES;
  }
}

export const usePanels = create<Panels>(() => readPanels(localStorage.getItem(KEY)));

export function setPanels(change: Partial<Panels>): void {
  usePanels.setState(change);
  localStorage.setItem(KEY, JSON.stringify(usePanels.getState()));
}

export const setTimelineOpen = (place: Place, open: boolean): void =>
  setPanels({ timeline: { ...usePanels.getState().timeline, [place]: open } });
