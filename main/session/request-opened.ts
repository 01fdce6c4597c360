// Access logs as an opened source: they have neither records nor flows, but requests.
import { CaptureFacts } from '../capture/facts.ts';
import { REQUEST_READERS, type RequestLogs } from '../logs/find-request-logs.ts';
import { BLOCK_SIZE, LogLines } from '../logs/log-lines.ts';
import { RequestRow } from '../logs/request-row.ts';
import { RequestStore } from '../store/request-store.ts';
import type { Opened } from './opened.ts';

const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

export function openedRequests({ files, notes }: RequestLogs): Opened {
  const lines = new LogLines(files, BLOCK_SIZE);
  const store = new RequestStore(files.map(({ path }) => path));
  const row = new RequestRow();
  const begin = (file: number) => {
    const read = REQUEST_READERS['access-log']();
    // hot path
    return (bytes: Uint8Array, at: number, end: number, line: number): string | null | undefined => {
      const reason = read(bytes, at, end, row);
      if (reason === null) store.append(row, line, file);
      return reason;
    };
  };
  return {
    kind: 'requests',
    called: 'an access log',
    has: ['requests'],
    requests: store,
    fileFacts() {
      const { size, bytesRead, damage, badLines } = lines;
      return { files, size, bytesRead, interfaces: [], facts: new CaptureFacts(), comments: notes, damage, badLines };
    },
    ownRows() {
      const { length, bytes, ips, first, last, outOfOrder } = store;
      return { rows: length, bytes, hosts: ips.length, start: first, end: last, outOfOrder };
    },
    async ingest(_, afterBlock) {
      let reserved = false;
      while (await lines.readBlock(begin)) {
        if (!reserved && store.length > 0 && lines.bytesRead > 0) {
          reserved = true;
          store.reserve(Math.ceil((store.length * lines.size * 1.05) / lines.bytesRead));
        }
        await breathe();
        if (!afterBlock()) break;
      }
    },
    close: () => lines.close(),
  };
}
