// How windows are looked at: their length, which features are drawn as lines, which stretch is shown.
import { create } from 'zustand';
import { DEFAULT_WINDOWS, type WindowRequest } from '../../../shared/model/timing.ts';
import type { TimeRange } from '../../../shared/unit/time.ts';

/** Features drawn as lines at first. */
const PLOTTED = ['num_entries', 'bytes_up', 'dst_port_per_src_ip_max', 'entropy_dst_ip'];

interface WindowState {
  readonly nanos: number;
  readonly isNotebook: boolean;
  /** Names of features, in the order in which they were chosen. */
  readonly plotted: readonly string[];
  readonly search: string;
  /** The stretch that is shown; null: all of it. */
  readonly shown: TimeRange | null;
}

export const useWindowState = create<WindowState>(() => ({
  nanos: DEFAULT_WINDOWS.nanos,
  isNotebook: false,
  plotted: PLOTTED,
  search: '',
  shown: null,
}));

export function togglePlotted(name: string): void {
  const { plotted } = useWindowState.getState();
  const others = plotted.filter(one => one !== name);
  useWindowState.setState({ plotted: others.length < plotted.length ? others : [...plotted, name] });
}

/** What is asked for: batches of the notebook are whole seconds long. */
export function requestOf({ nanos, isNotebook }: Pick<WindowState, 'nanos' | 'isNotebook'>): WindowRequest {
  return isNotebook ? { nanos: Math.max(1, Math.round(nanos / 1e9)) * 1e9, compat: 'notebook' } : { nanos };
}
