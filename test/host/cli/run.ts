// Runs a command as the entry does, with everything it writes kept.
import { PassThrough, Readable, type Writable } from 'node:stream';
import { runCommand } from '../../../main/host/cli/run-command.ts';
import type { Engine } from '../../../main/session/engine.ts';

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

function collect(): Writable & { text(): string } {
  const parts: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', part => parts.push(part));
  return Object.assign(stream, { text: () => Buffer.concat(parts).toString('utf8') });
}

export async function run(args: readonly string[], engine?: Engine, input = '', watched = false): Promise<Ran> {
  const out = collect();
  const err = collect();
  const status = await runCommand(args, '1.2.3', {
    out,
    err,
    watched,
    input: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    startEngine() {
      if (!engine) throw new Error('this command should not have started an engine');
      return engine;
    },
  });
  return { status, out: out.text(), err: err.text() };
}
