// What was opened, of whatever kind: its files, what it has, and how it is read to its end.
import type {
  BadLines,
  FileDamage,
  InterfaceInfo,
  SourceFile,
  SourceKind,
  SourcePart,
} from '../../shared/model/source.ts';
import type { Time } from '../../shared/unit/time.ts';
import { CaptureFacts } from '../capture/facts.ts';
import type { Capture } from '../capture/open-capture.ts';
import type { CountFile } from '../logs/daily-counts.ts';
import type { HttpLog } from '../logs/find-request-logs.ts';
import type { FlowLogs } from '../logs/flow-logs.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import type { RequestStore } from '../store/request-store.ts';
import { ingest, ingestFlows } from './ingest.ts';

/** What is known of the files. */
export interface FileFacts {
  readonly files: readonly SourceFile[];
  readonly size: number | undefined;
  readonly bytesRead: number;
  readonly interfaces: readonly InterfaceInfo[];
  readonly facts: CaptureFacts;
  readonly comments: readonly string[];
  readonly damage: readonly FileDamage[];
  readonly badLines: BadLines;
}

/** Rows that stand beside the store, which holds records and flows alone. */
export interface OwnRows {
  readonly rows: number;
  readonly bytes: number;
  readonly hosts: number;
  readonly start: Time | null;
  readonly end: Time | null;
  readonly outOfOrder: number;
}

export interface Opened {
  readonly kind: SourceKind;
  /** What a source of this kind is called: `a log of flows`. */
  readonly called: string;
  readonly has: readonly SourcePart[];
  /** The capture, where it is one: its records can be read again. */
  readonly capture?: Capture;
  /** The counts, where it is a file of them. */
  readonly counts?: CountFile;
  /** The requests, where it is a log of them. */
  readonly requests?: RequestStore;
  /** Logs of HTTP that tell of the requests of a log of flows. */
  readonly httpLogs?: readonly HttpLog[];
  fileFacts(): FileFacts;
  ownRows?(): OwnRows;
  /** Reads the rest; `afterBlock` is called after every block and ends the reading by answering false. */
  ingest(store: CaptureStore, afterBlock: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export function openedCapture(capture: Capture): Opened {
  return {
    kind: 'records',
    called: 'a capture',
    has: ['records', 'flows', 'requests'],
    capture,
    fileFacts() {
      const { files, size, reader, damage } = capture;
      const { interfaces, facts } = reader;
      const bytesRead = capture.bytesRead();
      const badLines = { count: 0, first: [] };
      return { files, size, bytesRead, interfaces, facts, comments: facts.comments, damage, badLines };
    },
    ingest: (store, afterBlock) => ingest(capture, store, afterBlock),
    close: () => capture.close(),
  };
}

export function openedFlows(logs: FlowLogs, httpLogs: readonly HttpLog[]): Opened {
  return {
    kind: 'flows',
    called: 'a log of flows',
    has: httpLogs.length > 0 ? ['flows', 'requests'] : ['flows'],
    ...(httpLogs.length > 0 && { httpLogs }),
    fileFacts() {
      const { files, size, bytesRead, notes, damage, badLines } = logs;
      return { files, size, bytesRead, interfaces: [], facts: new CaptureFacts(), comments: notes, damage, badLines };
    },
    ingest: (store, afterBlock) => ingestFlows(logs, store, afterBlock),
    close: () => logs.close(),
  };
}
