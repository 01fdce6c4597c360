// How a place shares its height between its view, the timeline and the tables.
import { type Rows, usePanels } from '../../state/panels.ts';

/** Pixels of the timeline's head, of its plot with one panel or more below, of each of those, and of the strip at the end. */
const TIMELINE = { head: 36, plot: 92, panel: 80, strip: 34 } as const;

/** Pixels of the two gaps between panels. */
const GAPS = 12;

/** Shares of the height in a place. */
export function rowsOf(isOverview: boolean, isOpen: boolean): Rows {
  const { overview, strip } = usePanels.getState();
  if (!isOverview) return { main: isOpen ? 100 - strip : 100, timeline: isOpen ? strip : 0, tables: 0 };
  if (isOpen) return overview;
  const rest = overview.main + overview.tables;
  return { main: (100 * overview.main) / rest, timeline: 0, tables: (100 * overview.tables) / rest };
}

/** The same, with an open timeline as high as its panels need it; `height` and `head` in pixels. */
export function withPanels(rows: Rows, panels: number, height: number, head: number = TIMELINE.head): Rows {
  if (panels === 0 || height <= GAPS || rows.timeline === 0) return rows;
  const needed = (100 * (head + TIMELINE.plot + panels * TIMELINE.panel + TIMELINE.strip)) / (height - GAPS);
  if (needed <= rows.timeline || needed >= 100) return rows;
  const share = (100 - needed) / (rows.main + rows.tables);
  return { main: share * rows.main, timeline: needed, tables: share * rows.tables };
}
