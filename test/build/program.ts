// Programs that some machines have, to compare with: suites that need one say so in their name and are left out without it.
import { execFileSync, spawnSync } from 'node:child_process';

const MAX_OUTPUT = 1 << 30;

export const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** What a program writes to its standard output. */
export const runProgram = (program: string, args: readonly string[], input?: Uint8Array): Uint8Array =>
  new Uint8Array(execFileSync(program, args, { input: input ?? new Uint8Array(0), maxBuffer: MAX_OUTPUT }));
