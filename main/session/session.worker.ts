// The session's thread: wiring only.
import { parentPort } from 'node:worker_threads';
import { problemOf } from '../../shared/contract/problem.ts';
import { startSession } from './session.ts';
import type { Ask, Said } from './thread-messages.ts';

const port = parentPort!;
const say = (message: Said, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

const session = startSession((event, payload) => say({ event, payload }));
const calls = session.calls as unknown as Record<string, (input: unknown) => Promise<unknown>>;

port.on('message', async ({ id, name, input }: Ask) => {
  try {
    const result = await calls[name]!(input);
    say({ id, result }, result instanceof ArrayBuffer ? [result] : []);
  } catch (thrown) {
    say({ id, problem: problemOf(thrown) });
  }
});
