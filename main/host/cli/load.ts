// Opens a capture and waits until all of it is read, with progress for whoever watches.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { OpenInput } from '../../../shared/contract/calls.ts';
import { ProblemError } from '../../../shared/contract/problem.ts';
import type { CountOptions } from '../../../shared/model/series.ts';
import type { Progress, SourceInfo } from '../../../shared/model/source.ts';
import { counted, formatCount } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import type { Engine } from '../../session/engine.ts';
import { type PrivateFolder, privateFolder } from '../private-folder.ts';
import { spoolInput } from '../spool-input.ts';
import { STATUS, type Terminal } from './command.ts';

const CLEAR_LINE = '\r\x1b[K';

function progressLine({ bytes, totalBytes, records }: Progress): string {
  const share = totalBytes > 0 ? `${Math.floor((bytes / totalBytes) * 100)} %, ` : '';
  return `${CLEAR_LINE}Reading: ${share}${counted(records, 'record')}`;
}

interface Loaded {
  readonly info: SourceInfo;
  /** What ended the reading before the end of the file. */
  readonly failure: string | null;
}

async function load(engine: Engine, capture: OpenInput, terminal: Terminal): Promise<Loaded> {
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
    const opened = await engine.call('open', capture);
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

/** Which input a file of the source was named as; -1: it lies inside of a folder that was named. */
function inputOf({ files }: SourceInfo, file: number, inputs: readonly Readable[]): number {
  if (files.length === inputs.length) return file;
  return inputs.findIndex(({ path }) => path === files[file]!.path);
}

/** Broken lines that are shown one by one. */
const SHOWN_LINES = 5;

/** Says what of the source could not be read, and answers with the exit status. */
function reportDamage(info: SourceInfo, failure: string | null, inputs: readonly Readable[], terminal: Terminal) {
  const names = info.files.map(({ path }, n) => inputs[inputOf(info, n, inputs)]?.name ?? path);
  const bad = info.badLines.first.map(({ file, line, reason }) => ({ name: names[file]!, line, reason }));
  const badRequests = (info.badRequests?.first ?? []).map(({ path, line, reason }) => {
    const known = info.files.findIndex(file => file.path === path);
    return { name: names[known] ?? path, line, reason };
  });
  for (const { name, line, reason } of [...bad, ...badRequests].slice(0, SHOWN_LINES)) {
    terminal.err.write(`burstscope: ${printable(name)}, line ${formatCount(line)}: ${printable(reason)}\n`);
  }
  const count = info.badLines.count + (info.badRequests?.count ?? 0);
  if (count > 0) {
    const lines = count === 1 ? '1 line' : `${formatCount(count)} lines`;
    terminal.err.write(`burstscope: ${lines} could not be read\n`);
  }
  for (const { file, offset, record, reason } of info.damage) {
    terminal.err.write(
      `burstscope: ${names[file]} is damaged: byte ${offset}, after ${counted(record, 'record')}: ${reason}\n`,
    );
  }
  if (failure !== null) terminal.err.write(`burstscope: ${failure}\n`);
  return info.damage.length > 0 || count > 0 || failure !== null ? STATUS.partial : STATUS.ok;
}

/** Reports read a capture more than once, which a pipe does not allow: `info <(zcat old.pcap.gz)`. */
const isPipe = (file: string): Promise<boolean> =>
  stat(file).then(
    found => found.isFIFO(),
    () => false,
  );

/** The captures that a command is about. */
export interface CaptureFiles {
  /** Several are merged by time; `-` is standard input. */
  readonly files: readonly string[];
  /** By the innermost IP header. */
  readonly inner: boolean;
  /** How a file of counts is read, which it then has to be. */
  readonly counts?: CountOptions | undefined;
}

interface Readable {
  readonly path: string;
  /** What messages call it: the name of a copy means nothing to the user. */
  readonly name: string;
}

async function readable(file: string, folder: PrivateFolder, input: NodeJS.ReadableStream): Promise<Readable> {
  const piped = file === '-' ? input : (await isPipe(file)) ? createReadStream(file) : null;
  if (piped === null) return { path: resolve(file), name: file };
  return { path: await spoolInput(folder, piped), name: file === '-' ? 'standard input' : file };
}

/** What is known of the source, with the names that the user gave in place of those of copies. */
function asNamed(info: SourceInfo, files: readonly string[], inputs: readonly Readable[]): SourceInfo {
  const isCopy = (i: number): boolean => i >= 0 && inputs[i]!.path !== resolve(files[i]!);
  const named = {
    ...info,
    files: info.files.map((one, n) => {
      const i = inputOf(info, n, inputs);
      return isCopy(i) ? { ...one, path: files[i]!, name: inputs[i]!.name } : one;
    }),
  };
  if (!isCopy(0)) return named;
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return { ...named, path: files[0]!, name: inputs[0]!.name + more };
}

/** Runs `work` on the whole capture. Resolves to the exit status: 0, or 3 when only a part could be read. */
export const withCapture = (
  capture: CaptureFiles,
  terminal: Terminal,
  work: (engine: Engine, info: SourceInfo) => Promise<void>,
): Promise<number> => withCaptures([capture], terminal, (engine, [info]) => work(engine, info!));

/** The same for several sources at once. */
export async function withCaptures(
  captures: readonly CaptureFiles[],
  terminal: Terminal,
  work: (engine: Engine, infos: readonly SourceInfo[]) => Promise<void>,
): Promise<number> {
  const folder = privateFolder();
  const engine = await terminal.startEngine();
  try {
    const opened: { readonly info: SourceInfo; readonly report: () => Promise<number> }[] = [];
    for (const { files, inner, counts } of captures) {
      const inputs: Readable[] = [];
      for (const file of files) inputs.push(await readable(file, folder, terminal.input));
      const [first, ...more] = inputs.map(({ path }) => path) as [string, ...string[]];
      const loaded = await load(engine, { path: first, more, inner, counts }, terminal).catch(error => {
        if (!(error instanceof ProblemError)) throw error;
        const message = inputs.reduce((text, { path, name }) => text.replaceAll(path, name), error.message);
        throw new ProblemError(error.kind, message);
      });
      // Logs of HTTP are read for their requests only when these are asked for.
      const report = async () => {
        const { badRequests } = await engine.call('info', { source: loaded.info.source });
        return reportDamage({ ...loaded.info, badRequests }, loaded.failure, inputs, terminal);
      };
      opened.push({ info: asNamed(loaded.info, files, inputs), report });
    }
    await work(
      engine,
      opened.map(({ info }) => info),
    );
    const statuses: number[] = [];
    for (const { report } of opened) statuses.push(await report());
    return Math.max(...statuses);
  } finally {
    await engine.close();
    folder.remove();
  }
}
