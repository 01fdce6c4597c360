// The engine as its hosts see it: calls, bulk calls and events, whether it runs in this thread or in a worker.
import type { BulkInput, BulkName, Input, Output, SessionCalls } from '../../shared/contract/calls.ts';
import type { EventName, Events } from '../../shared/contract/events.ts';

export type SessionCallName = keyof SessionCalls;
export type EngineListener = <Name extends EventName>(name: Name, event: Events[Name]) => void;

export interface Engine {
  /** Rejects with ProblemError. Inputs must have been checked (main/host/check-input.ts). */
  call<Name extends SessionCallName>(name: Name, input: Input<Name>): Promise<Output<Name>>;
  /** Resolves to an encoded frame (shared/contract/frame.ts). Rejects with ProblemError. */
  bulk<Name extends BulkName>(name: Name, input: BulkInput<Name>): Promise<ArrayBuffer>;
  /** Hears every event until the returned function is called. */
  listen(listener: EngineListener): () => void;
  /** Ends all work and lets go of all files. */
  close(): Promise<void>;
}

/** Makes an engine: in this thread (session/local-engine.ts) or in a worker thread (session/worker-engine.ts). */
export type StartEngine = () => Engine;
