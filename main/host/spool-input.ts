// Standard input as a file that can be read more than once and from any place: `-` on the command line.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { PrivateFolder } from './private-folder.ts';

/** Copies all of standard input into the folder and resolves to the file's path. */
export async function spoolInput(folder: PrivateFolder, input: NodeJS.ReadableStream = process.stdin): Promise<string> {
  const path = await folder.placeFor('standard-input');
  try {
    await pipeline(input, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    throw new ProblemError('unreadable', `Standard input could not be kept for reading: ${(error as Error).message}.`);
  }
  return path;
}
