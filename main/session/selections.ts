// What filters choose from one source: a view for each of the last few, worked out once however many panels ask.
import { LOG_FILTER_HINT } from '../../shared/filter/log-fields.ts';
import { CaptureView } from '../read/capture-view.ts';
import { type RecordFiles, RecordReader } from '../read/record-reader.ts';
import { noRecords, recordsOfLog } from './no-records.ts';

/** Filters whose views are kept: for going back and forth. */
const KEPT = 3;

interface Chosen {
  readonly filter: string;
  /** The view that it was chosen from: records that came later are not among them. */
  readonly whole: CaptureView;
  readonly view: Promise<CaptureView>;
  unwanted: boolean;
}

export class Selections {
  readonly #files: () => RecordFiles;
  readonly #logName: () => string | undefined;
  #chosen: Chosen[] = [];

  /** `logName`: what a log of flows is called; undefined of a capture. */
  constructor(files: () => RecordFiles, logName: () => string | undefined) {
    this.#files = files;
    this.#logName = logName;
  }

  /**
   * The view of the records of `whole` that the filter chooses. A filter that is still being worked out when another one
   * is asked for is given up. Throws ProblemError: `usage` with the column for a filter that is none, or for a field that a
   * log does not have, `cancelled`, and what reading the file again throws.
   */
  view(filter: string, whole: CaptureView): Promise<CaptureView> {
    const known = this.#chosen.find(one => one.filter === filter && one.whole === whole && !one.unwanted);
    if (known) return known.view;
    for (const one of this.#chosen) one.unwanted = true;
    const chosen: Chosen = { filter, whole, unwanted: false, view: this.#choose(filter, whole, () => chosen.unwanted) };
    const forget = (): void => {
      this.#chosen = this.#chosen.filter(one => one !== chosen);
    };
    chosen.view.then(() => {
      // Finished: another filter no longer ends it.
      chosen.unwanted = false;
    }, forget);
    this.#chosen = [...this.#chosen, chosen].slice(-KEPT);
    return chosen.view;
  }

  async #choose(filter: string, whole: CaptureView, stop: () => boolean): Promise<CaptureView> {
    // With the dissectors behind them, filters are half of the program: they are loaded when the first one is asked for.
    const { checkedFilter, fieldBeyondLog, runFilter } = await import('./filters.ts');
    const logName = this.#logName();
    const ast = checkedFilter(filter, logName === undefined ? '' : LOG_FILTER_HINT);
    if (logName !== undefined) {
      const beyond = fieldBeyondLog(ast);
      if (beyond !== undefined) throw noRecords(logName, 'a log of flows', beyond, LOG_FILTER_HINT);
      const found = await runFilter(ast, whole.data, recordsOfLog(logName), { stop });
      return new CaptureView(whole.store, { rows: found.toRows(), whole });
    }
    const records = new RecordReader(this.#files(), whole.store.columns);
    try {
      const rows = await runFilter(ast, whole.data, records, { stop });
      return new CaptureView(whole.store, { rows: rows.toRows(), whole });
    } finally {
      await records.close();
    }
  }
}
