// For bugs, not for bad input: bad input is a Problem.

/** Closes a switch over a union: reached only when a case was forgotten. */
export function assertNever(value: never, what: string): never {
  throw new Error(`${what}: unexpected ${JSON.stringify(value)}`);
}
