// How the views reach the engine: the only way, whichever host serves them.
import type { BulkInput, BulkName, BulkOutput, CallName, Input, Output } from '../../shared/contract/calls.ts';
import type { EventHandler, EventName } from '../../shared/contract/events.ts';

export interface Link {
  readonly host: 'electron' | 'web';
  /** Rejects with ProblemError. */
  call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>>;
  /** Rejects with ProblemError. */
  bulk<Name extends BulkName>(name: Name, input: BulkInput<Name>): Promise<BulkOutput<Name>>;
  /** Hears an event until the returned function is called. */
  on<Name extends EventName>(name: Name, handler: EventHandler<Name>): () => void;
  /** Hears whether the engine can be reached, at once and at every change, until the returned function is called. */
  onConnection(handler: (connected: boolean) => void): () => void;
  /** A path that the engine can open for a file dropped on, or picked in, the window (the web host uploads it first). */
  pathOfFile(file: File, onProgress?: (share: number) => void): Promise<string>;
}
