// The link inside Electron: the preload script's bridge for calls and events, the app's own protocol for bulk.
import { type Problem, ProblemError } from '../../shared/contract/problem.ts';
import { fetchBulk } from './bulk.ts';
import { createEventHub } from './event-hub.ts';
import type { Link } from './link.ts';

type Reply = { readonly result: unknown } | { readonly problem: Problem };

/** What the preload script puts on the window. */
export interface ElectronBridge {
  call(name: string, input: unknown): Promise<Reply>;
  onEvent(handler: (name: string, payload: unknown) => void): () => void;
  pathForFile(file: File): string;
}

export function electronLink(bridge: ElectronBridge): Link {
  const hub = createEventHub();
  bridge.onEvent(hub.emit);
  return {
    host: 'electron',
    on: hub.on,
    onConnection(handler) {
      handler(true);
      return () => {};
    },
    async call(name, input) {
      const reply = await bridge.call(name, input);
      if ('problem' in reply) throw new ProblemError(reply.problem.kind, reply.problem.message);
      return reply.result as never;
    },
    bulk: (name, input) => fetchBulk('bulk/', name, input, {}),
    async pathOfFile(file) {
      const path = bridge.pathForFile(file);
      if (path === '')
        throw new ProblemError('not-found', `${file.name} does not lie on this computer's disk; save it first.`);
      return path;
    },
  };
}
