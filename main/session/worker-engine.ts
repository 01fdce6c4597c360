// The engine in a thread of its own: neither the host nor the window ever waits for it.
import { Worker } from 'node:worker_threads';
import type { EventName, Events } from '../../shared/contract/events.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { Engine, EngineListener } from './engine.ts';
import type { Ask, Said } from './thread-messages.ts';

interface Waiting {
  resolve(value: never): void;
  reject(reason: Error): void;
}

/** Starts the worker whose entry is the built session.worker.js. */
export function startWorkerEngine(worker: URL): Engine {
  const thread = new Worker(worker);
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<EngineListener>();
  let asked = 0;
  let ended: ProblemError | undefined;

  thread.on('message', (said: Said) => {
    if ('event' in said) {
      for (const listener of [...listeners]) listener(said.event as EventName, said.payload as Events[EventName]);
      return;
    }
    const call = waiting.get(said.id);
    waiting.delete(said.id);
    if ('problem' in said) call?.reject(new ProblemError(said.problem.kind, said.problem.message));
    else call?.resolve(said.result as never);
  });
  const end = (why: string): void => {
    ended ??= new ProblemError('internal', `The engine stopped (${why}): restart Burstscope and open the file again.`);
    for (const call of waiting.values()) call.reject(ended);
    waiting.clear();
  };
  thread.on('error', error => end(error.message));
  thread.on('exit', status => end(`status ${status}`));

  const ask = (name: string, input: unknown): Promise<never> =>
    new Promise((resolve, reject) => {
      if (ended) {
        reject(ended);
        return;
      }
      const id = ++asked;
      waiting.set(id, { resolve, reject });
      thread.postMessage({ id, name, input } satisfies Ask);
    });

  return {
    call: ask,
    bulk: ask,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await thread.terminate();
    },
  };
}
