// The answers about single records: lists of them, what one says in a line, followed flows, saved selections.
import type { RecordCalls, RecordList } from '../../shared/contract/record-calls.ts';
import { saveCapture } from '../export/save-capture.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { RecordLists } from '../read/record-lists.ts';
import { recordIndex, recordPage } from '../read/record-page.ts';
import { RecordReader } from '../read/record-reader.ts';
import { rowsOfSpan } from '../read/span-rows.ts';
import { streamFind, streamPage } from '../read/stream-page.ts';
import type { Source } from './source.ts';

/** What the answers need of the session. */
interface Asked {
  sourceOf(input: { readonly source: number }): Source;
  /** The view of the records that the input's filter chooses. */
  view(input: { readonly source: number; readonly filter?: string | undefined }): Promise<CaptureView>;
}

type Answers = {
  [Name in keyof RecordCalls]: (input: Parameters<RecordCalls[Name]>[0]) => Promise<ReturnType<RecordCalls[Name]>>;
};

export function recordCalls({ sourceOf, view }: Asked): Answers {
  /** Runs `work` with the source's files open. */
  async function reading<T>(source: Source, work: (records: RecordReader) => Promise<T>): Promise<T> {
    const records = new RecordReader(source.recordFiles, source.view().store.columns);
    try {
      return await work(records);
    } finally {
      await records.close();
    }
  }

  const lists = new RecordLists();
  /** The list that was asked for last: another one that is still being sorted is given up. */
  let wanted = '';
  /** Whether a list has been given up for another; asked about one list. */
  function becomesUnwanted({ source, filter, range, ...list }: RecordList): () => boolean {
    const { host, peer, flow, burst, sort } = list;
    const key = JSON.stringify([source, filter, range, host, peer, flow, burst, sort]);
    wanted = key;
    return () => wanted !== key;
  }

  return {
    async records(input) {
      const isUnwanted = becomesUnwanted(input);
      return recordPage(lists, await view(input), input, isUnwanted);
    },
    async recordIndex(input) {
      const isUnwanted = becomesUnwanted(input);
      return { index: await recordIndex(lists, await view(input), input, isUnwanted) };
    },
    async recordTimes({ source, numbers }) {
      const { seconds, nanos, length } = sourceOf({ source }).view().store.columns;
      return numbers.map(number => (number <= length ? [seconds[number - 1]!, nanos[number - 1]!] : null));
    },
    async recordLines({ source: id, numbers, fields }) {
      const source = sourceOf({ source: id });
      const { data } = source.view();
      const there = numbers.filter(number => number <= data.columns.length);
      // Dissectors are loaded when they are needed.
      const { linesOfRecords } = await import('./record-trees.ts');
      return reading(source, records => linesOfRecords(source, records, there, fields));
    },
    async streamPage(input) {
      const source = sourceOf(input);
      return reading(source, records => streamPage(source.view(), records, input));
    },
    async streamFind(input) {
      const source = sourceOf(input);
      return { at: await reading(source, records => streamFind(source.view(), records, input)) };
    },
    async save(input) {
      const source = sourceOf(input);
      const { recordFiles: files, facts } = source;
      const chosen = await view(input);
      const rows = rowsOfSpan(chosen, chosen.span(input.range));
      const { columns } = chosen.store;
      return reading(source, records => saveCapture({ files, facts, columns }, records, rows, input.path));
    },
  };
}
