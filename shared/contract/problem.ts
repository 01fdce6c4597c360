// What can go wrong, as a user meets it: one clear sentence and what it is about. Both sides of the contract know these.

export type ProblemKind =
  | 'usage'
  | 'not-found'
  | 'no-permission'
  | 'is-directory'
  | 'empty-file'
  | 'not-a-capture'
  | 'unreadable'
  | 'unwritable'
  | 'no-such-source'
  | 'cancelled'
  | 'internal';

/** A problem as it crosses the contract. `message` is one sentence that names the file and what to do. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly message: string;
}

/** The thrown form of a Problem. Anything else that is thrown is a bug and reaches the user as kind `internal`. */
export class ProblemError extends Error {
  readonly kind: ProblemKind;

  constructor(kind: ProblemKind, message: string) {
    super(message);
    this.name = 'ProblemError';
    this.kind = kind;
  }
}

/** The Problem in whatever was thrown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return { kind: thrown.kind, message: thrown.message };
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: 'internal', message: `Something went wrong inside Burstscope: ${text}` };
}
