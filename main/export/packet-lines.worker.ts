// A thread that makes lines of the packets report: wiring only.
import { parentPort, workerData } from 'node:worker_threads';
import { problemOf } from '../../shared/contract/problem.ts';
import { type LinesWanted, PacketLines } from './packet-lines.ts';
import type { ForThread, FromThread } from './packet-threads.ts';

/** What the lines of the records that are read at once need, about. */
const ROOM = 4 << 20;

const port = parentPort!;
const lines = new PacketLines(workerData as LinesWanted);
const spares: ArrayBuffer[] = [];
const say = (message: FromThread, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

async function make(rows: Uint32Array): Promise<void> {
  try {
    for await (const made of lines.of(rows, () => new Uint8Array(spares.pop() ?? new ArrayBuffer(ROOM)))) {
      say(made, [made.bytes.buffer]);
    }
    say('made');
  } catch (thrown) {
    say({ problem: problemOf(thrown) });
  }
}

// One after another: `lines` has one place to be at.
let before: Promise<void> = Promise.resolve();
port.on('message', (message: ForThread) => {
  if ('spare' in message) spares.push(message.spare);
  else before = before.then(() => make(message.rows));
});
