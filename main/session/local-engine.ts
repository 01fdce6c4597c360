// The engine in the calling thread: for the command line and for tests.
import type { SessionCalls } from '../../shared/contract/calls.ts';
import type { Engine, EngineListener } from './engine.ts';
import { startSession } from './session.ts';

type AnyCall = (input: unknown) => Promise<never>;
type AnyBulkCall = (input: unknown) => Promise<ArrayBuffer>;

export function startLocalEngine(): Engine {
  const listeners = new Set<EngineListener>();
  const session = startSession((name, event) => {
    for (const listener of [...listeners]) listener(name, event);
  });
  return {
    call: (name: keyof SessionCalls, input: unknown) => (session.calls[name] as AnyCall)(input),
    bulk: (name, input) => (session.calls[name] as AnyBulkCall)(input),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => session.close(),
  };
}
