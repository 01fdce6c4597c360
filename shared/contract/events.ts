// What the engine says unasked.
import type { Progress, SourceInfo } from '../model/source.ts';
import type { Problem } from './problem.ts';
import type { SeriesProgress } from './series-calls.ts';

export type MenuCommand =
  | 'open'
  | 'export-bursts'
  | 'fit'
  | 'find'
  | 'theme'
  | 'palette'
  | 'back'
  | 'forward'
  | 'save-workspace'
  | 'save-workspace-as'
  | 'load-workspace';

export interface Events {
  progress: Progress;
  /** Loading got further or ended: every view of this source may be out of date. */
  changed: SourceInfo;
  /** Loading ended early, after `open` had answered. What was read stays. */
  failed: { readonly source: number; readonly problem: Problem };
  /** How far the search for anomalies in series, or the report of them, is. */
  seriesProgress: SeriesProgress;
  /** How far the report is that is being written. */
  writing: { readonly source: number; readonly rows: number; readonly of: number | null };
  /** The host asks the window to open a file (menu, second start, file association). */
  openPaths: { readonly paths: readonly string[] };
  /** The host's menu asks for something that the window does. */
  menu: { readonly command: MenuCommand };
}

export type EventName = keyof Events;
export type EventHandler<Name extends EventName> = (event: Events[Name]) => void;
