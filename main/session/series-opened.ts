// A file of counts as an opened source: it has neither records nor flows, but series.
import { CaptureFacts } from '../capture/facts.ts';
import type { CountFile } from '../logs/daily-counts.ts';
import type { Opened } from './opened.ts';

const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

export function openedCounts(counts: CountFile): Opened {
  return {
    kind: 'series',
    called: 'a file of counts',
    has: [],
    counts,
    fileFacts() {
      const { files, size, bytesRead, damage, badLines } = counts;
      return { files, size, bytesRead, interfaces: [], facts: new CaptureFacts(), comments: [], damage, badLines };
    },
    ownRows() {
      const { first, last } = counts.facts(false);
      return { rows: counts.rows, bytes: 0, hosts: 0, start: first, end: last, outOfOrder: 0 };
    },
    async ingest(_, afterBlock) {
      while (await counts.readBlock()) {
        await breathe();
        if (!afterBlock()) break;
      }
    },
    close: () => counts.close(),
  };
}
