// Opens a capture and waits until all of it is read, with progress for whoever watches.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ProblemError } from '../../../shared/contract/problem.ts';
import type { Progress, SourceInfo } from '../../../shared/model/source.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import type { Engine } from '../../session/engine.ts';
import { privateFolder } from '../private-folder.ts';
import { spoolInput } from '../spool-input.ts';
import { STATUS, type Terminal } from './command.ts';

const CLEAR_LINE = '\r\x1b[K';

function progressLine({ bytes, totalBytes, records }: Progress): string {
  const share = totalBytes > 0 ? `${Math.floor((bytes / totalBytes) * 100)} %, ` : '';
  return `${CLEAR_LINE}Reading: ${share}${formatCount(records)} records`;
}

interface Loaded {
  readonly info: SourceInfo;
  /** What ended the reading before the end of the file. */
  readonly failure: string | null;
}

async function load(engine: Engine, path: string, terminal: Terminal): Promise<Loaded> {
  let failure: string | null = null;
  let source: number | undefined;
  const ended = new Set<number>();
  let wake = (): void => undefined;
  const silence = engine.listen((name, event) => {
    if (name === 'progress' && terminal.watched) terminal.err.write(progressLine(event as Progress));
    if (name === 'failed') {
      const failed = event as { source: number; problem: { message: string } };
      failure = failed.problem.message;
      ended.add(failed.source);
    }
    if (name === 'changed' && (event as SourceInfo).state !== 'loading') ended.add((event as SourceInfo).source);
    if (source !== undefined && ended.has(source)) wake();
  });
  try {
    const opened = await engine.call('open', { path });
    source = opened.source;
    if (opened.state === 'loading' && !ended.has(source)) {
      await new Promise<void>(done => {
        wake = done;
      });
    }
    return { info: await engine.call('info', { source }), failure };
  } finally {
    silence();
    if (terminal.watched) terminal.err.write(CLEAR_LINE);
  }
}

function reportDamage({ info, failure }: Loaded, name: string, terminal: Terminal): number {
  for (const { offset, record, reason } of info.damage) {
    terminal.err.write(
      `burstscope: ${name} is damaged: byte ${offset}, after ${formatCount(record)} records: ${reason}\n`,
    );
  }
  if (failure !== null) terminal.err.write(`burstscope: ${failure}\n`);
  return info.damage.length > 0 || failure !== null ? STATUS.partial : STATUS.ok;
}

/** Reports read a capture more than once, which a pipe does not allow: `info <(zcat old.pcap.gz)`. */
const isPipe = (file: string): Promise<boolean> =>
  stat(file).then(
    found => found.isFIFO(),
    () => false,
  );

/** Runs `work` on the whole capture. Resolves to the exit status: 0, or 3 when only a part could be read. */
export async function withCapture(
  file: string,
  terminal: Terminal,
  work: (engine: Engine, info: SourceInfo) => Promise<void>,
): Promise<number> {
  const folder = privateFolder();
  const engine = terminal.startEngine();
  try {
    const piped = file === '-' ? terminal.input : (await isPipe(file)) ? createReadStream(file) : null;
    if (piped === null) {
      const loaded = await load(engine, resolve(file), terminal);
      await work(engine, loaded.info);
      return reportDamage(loaded, file, terminal);
    }
    const name = file === '-' ? 'standard input' : file;
    const path = await spoolInput(folder, piped);
    const loaded = await load(engine, path, terminal).catch(error => {
      // The name of the copy means nothing to the user.
      if (!(error instanceof ProblemError)) throw error;
      throw new ProblemError(error.kind, error.message.replaceAll(path, name));
    });
    await work(engine, { ...loaded.info, path: file, name });
    return reportDamage(loaded, name, terminal);
  } finally {
    await engine.close();
    folder.remove();
  }
}
