// Request bodies: small JSON ones read whole, uploads streamed to a file.
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ProblemError } from '../../../shared/contract/problem.ts';
import type { PrivateFolder } from '../private-folder.ts';
import { safeName } from '../safe-name.ts';

/** The largest JSON message of a window, in bytes. */
export const MAX_MESSAGE = 1 << 20;
const MAX_UPLOAD = 64 * 2 ** 30;

const tooLarge = (what: string, limit: string): ProblemError =>
  new ProblemError('usage', `The ${what} is too large: at most ${limit} are taken.`);

/** Throws ProblemError (`usage`) when the body is larger than MAX_MESSAGE or no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_MESSAGE) throw tooLarge('request', `${MAX_MESSAGE} bytes`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new ProblemError('usage', 'The request is not JSON.');
  }
}

/** Streams the body into the folder under the name that the browser gave, made safe. Resolves to the file's path. */
export async function receiveUpload(
  request: IncomingMessage,
  name: string,
  folder: PrivateFolder,
  limit: number = MAX_UPLOAD,
): Promise<string> {
  const announced = Number(request.headers['content-length'] ?? 0);
  const problem = tooLarge('file', `${limit} bytes`);
  if (!(announced <= limit)) throw problem;
  const path = await folder.placeFor(safeName(name, 'capture'));
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) done(problem);
      else done(null, chunk);
    },
  });
  try {
    await pipeline(request, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('unreadable', `The upload of ${safeName(name, 'capture')} broke off; drop the file again.`);
  }
  return path;
}
