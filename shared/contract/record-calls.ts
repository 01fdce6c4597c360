// Calls about single records: lists of them, what one says in a line, followed flows, and the selection as a capture file.
import type { BurstParams } from '../model/burst.ts';
import type { FollowRequest, StreamDirection } from '../model/follow.ts';
import type { RecordChoice, RecordLine, RecordRow, RecordSort } from '../model/record.ts';
import type { SavedCapture } from '../model/record-save.ts';
import type { StreamPage } from '../model/record-stream.ts';
import type { Time } from '../unit/time.ts';
import type { OfScope, OfSource, Page, Paged, SortDirection } from './asked.ts';

/** A list of records. */
export type RecordList = OfScope &
  RecordChoice & {
    /** Decide which burst a record is in. */
    readonly bursts: BurstParams;
    readonly sort: RecordSort;
    readonly direction: SortDirection;
  };

interface OfFlow extends OfSource {
  /** Number of the flow, from 1. */
  readonly flow: number;
  /** Only what this side said; absent: both. */
  readonly direction?: StreamDirection | undefined;
}

export interface RecordCalls {
  /** From columns alone. A list that is still being sorted when another one is asked for is given up (`cancelled`). */
  records(input: RecordList & Paged): Page<RecordRow>;
  /** Where a record stands in a list, from 0; null: it is not in it. */
  recordIndex(input: RecordList & { readonly number: number }): { readonly index: number | null };
  /** When records were captured, by their numbers; null: there is no such record. */
  recordTimes(input: OfSource & { readonly numbers: readonly number[] }): readonly (Time | null)[];
  /** Reads records again: each is dissected by itself, so what spans several of them is not put together. */
  recordLines(
    input: OfSource & { readonly numbers: readonly number[]; readonly fields: readonly string[] },
  ): readonly RecordLine[];
  /** What was said in a flow from `offset` (bytes of payload) on, at most `limit` bytes of it. */
  streamPage(input: OfFlow & { readonly offset: number; readonly limit: number }): StreamPage;
  /** Where in the stream the text next occurs, upper and lower case alike, from `offset` on. */
  streamFind(input: OfFlow & { readonly text: string; readonly offset: number }): { readonly at: number | null };
  /** Writes the selection to `path` as a capture file, pcap where its name ends so, else pcapng. Not for windows: see saveFile. */
  save(input: OfScope & { readonly path: string }): SavedCapture;
}

/** Answered by the host, which asks where to, or starts a download. */
export interface RecordHostCalls {
  /** Writes the selection as a capture file, or with `stream` what was said in a flow. null: the user thought better of it. */
  saveFile(
    input: OfScope & { readonly stream?: FollowRequest | undefined; readonly suggestedName: string },
  ): SavedFile | null;
}

export interface SavedFile {
  readonly path: string;
  readonly download: string | null;
  /** Records that were saved; null of a stream. */
  readonly records: number | null;
  /** What is not in the file: sentences. */
  readonly leftOut: readonly string[];
}
