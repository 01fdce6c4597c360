// What every command of the command line is made of, and where it writes.
import type { Writable } from 'node:stream';
import { ProblemError } from '../../../shared/contract/problem.ts';
import type { Engine } from '../../session/engine.ts';

/** Exit statuses. */
export const STATUS = { ok: 0, unreadable: 1, usage: 2, partial: 3 } as const;

export interface Terminal {
  readonly out: Writable;
  readonly err: Writable;
  /** Whether a person watches standard error. */
  readonly watched: boolean;
  readonly input: NodeJS.ReadableStream;
  readonly startEngine: () => Engine | Promise<Engine>;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly help: string;
  /** Resolves to the exit status. Rejects with ProblemError. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

export const usage = (message: string): ProblemError => new ProblemError('usage', message);
