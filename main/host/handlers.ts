// The one implementation of the contract for every host: checks the input, asks the engine or the host, tidies errors.
import type { CallName, HostCalls, Input, OpenInput, Output } from '../../shared/contract/calls.ts';
import { ProblemError, problemOf } from '../../shared/contract/problem.ts';
import type { Engine, EngineListener, SessionCallName } from '../session/engine.ts';
import { checkBulkInput, checkInput, isBulkName, isCallName } from './check-input.ts';

/** What a host answers itself. Inputs were checked. */
export type HostAnswers = {
  [Name in keyof HostCalls]: (input: Input<Name>) => Promise<Output<Name>> | Output<Name>;
} & {
  /** A window opened this capture. */
  opened(capture: OpenInput): void;
};

export interface Handlers {
  /** Answers a call. Rejects with nothing but ProblemError. */
  handle(name: unknown, input: unknown): Promise<unknown>;
  /** Answers a bulk call with an encoded frame. Rejects with nothing but ProblemError. */
  handleBulk(name: unknown, input: unknown): Promise<ArrayBuffer>;
  /** Stops passing on the engine's events. */
  stop(): void;
}

const HOST_CALLS = [
  'initial',
  'chooseCapture',
  'recent',
  'recentFilters',
  'keepFilter',
  'export',
  'saveFile',
  'workspace',
  'saveWorkspace',
] as const satisfies (keyof HostCalls)[];
const isHostCall = (name: CallName): name is keyof HostCalls => (HOST_CALLS as readonly string[]).includes(name);

/** `emit` hears every event of the engine until stop(). */
export function createHandlers(engine: Engine, host: HostAnswers, emit: EngineListener): Handlers {
  async function answer(name: unknown, input: unknown): Promise<unknown> {
    if (!isCallName(name)) throw new ProblemError('usage', `There is no call named ${JSON.stringify(name)}.`);
    // A window never says where to write: it asks for `export`, and the host, or its user, chooses the place.
    if (name === 'write' || name === 'follow' || name === 'save') {
      throw new ProblemError('usage', 'A window cannot write to a path: use the calls export and saveFile.');
    }
    const checked = checkInput(name, input);
    if (isHostCall(name)) return (host[name] as (input: unknown) => unknown)(checked);
    const result = await engine.call(name as SessionCallName, checked as Input<SessionCallName>);
    if (name === 'open') host.opened(checked as Input<'open'>);
    return result;
  }

  async function answerBulk(name: unknown, input: unknown): Promise<ArrayBuffer> {
    if (!isBulkName(name)) throw new ProblemError('usage', `There is no bulk call named ${JSON.stringify(name)}.`);
    return engine.bulk(name, checkBulkInput(name, input));
  }

  return {
    handle: (name, input) => answer(name, input).catch(rethrowAsProblem),
    handleBulk: (name, input) => answerBulk(name, input).catch(rethrowAsProblem),
    stop: engine.listen(emit),
  };
}

function rethrowAsProblem(thrown: unknown): never {
  if (thrown instanceof ProblemError) throw thrown;
  // A bug: the user gets one sentence, whoever looks for the bug gets the stack.
  console.error(thrown);
  const { kind, message } = problemOf(thrown);
  throw new ProblemError(kind, message);
}
