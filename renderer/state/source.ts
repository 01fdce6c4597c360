// Which capture is open and how far it is read.
import { create } from 'zustand';
import type { Problem } from '../../shared/contract/problem.ts';
import type { CountOptions } from '../../shared/model/series.ts';
import type { Progress, SourceInfo } from '../../shared/model/source.ts';

export interface Opened {
  readonly paths: readonly string[];
  readonly counts?: CountOptions | undefined;
}

interface SourceState {
  /** `idle`: nothing was ever opened. `opening`: until the first records are in. */
  readonly phase: 'idle' | 'opening' | 'open' | 'failed';
  readonly path: string | null;
  /** How the open capture was asked for: a folder of logs is more than its files. */
  readonly opened: Opened | null;
  /** The open capture; while another one is `opening`, or `failed` to, the one before it. */
  readonly info: SourceInfo | null;
  readonly progress: Progress | null;
  /** Why the last opening, or the rest of the loading, failed. */
  readonly problem: Problem | null;
  /** Counts up whenever the data behind the views changed; views ask again when it does. */
  readonly version: number;
  /** Share of the file that is uploaded (web host); null when nothing is. */
  readonly uploaded: number | null;
  /** Where the sample capture lies; empty until the host said so. */
  readonly samplePath: string;
  /** Whether the engine can be reached. */
  readonly connected: boolean;
}

export const useSource = create<SourceState>(() => ({
  phase: 'idle',
  path: null,
  opened: null,
  info: null,
  progress: null,
  problem: null,
  version: 0,
  uploaded: null,
  samplePath: '',
  connected: true,
}));
