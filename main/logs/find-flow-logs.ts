// Which files among paths are logs of flows: those named, and those inside of named folders.
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { FlowLogFormat, SourceFile } from '../../shared/model/source.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { openBlockStream } from '../bytes/block-stream.ts';
import { openFile } from '../bytes/file-source.ts';
import { FLOW_LOGS, flowLogKind } from './flow-log-kind.ts';

/** Bytes of a file in which its kind is looked for. */
const HEAD_SIZE = 64 * 1024;
/** A folder with more files is none of logs, but perhaps the root of a disk. */
const MOST_FILES = 20_000;

export interface LogFile extends SourceFile {
  readonly format: FlowLogFormat;
  /** Whether it is Zeek's log of connections, of which all its other logs tell parts again. */
  readonly isConn: boolean;
  /** Whether its columns name the two ends of a flow. */
  readonly hasEnds: boolean;
}

interface FoundLogs {
  readonly files: readonly LogFile[];
  /** Sentences on what was left out. */
  readonly notes: readonly string[];
}

/**
 * The logs among files and in folders (all inside, by path; beside Zeek's logs of connections no others). Undefined when
 * none of the paths is a log, or one is a pipe. Throws ProblemError: those of openFile, and `not-a-capture` when some
 * paths are logs and others are not.
 */
export async function findFlowLogs(paths: readonly string[]): Promise<FoundLogs | undefined> {
  const files: LogFile[] = [];
  const notes: string[] = [];
  let other: string | undefined;
  for (const path of paths) {
    const kind = await kindOf(path);
    // A pipe gives its first bytes only once.
    if (kind === 'neither') return undefined;
    const found = kind === 'file' ? await lookAt(path) : await logsInside(path, notes);
    if (found === undefined || found.length === 0) other ??= path;
    else files.push(...found);
  }
  if (files.length === 0) return undefined;
  if (other === undefined) return { files, notes };
  throw new ProblemError(
    'not-a-capture',
    `${other} is no log of flows, but ${files[0]!.path} is one: open captures and logs separately.`,
  );
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'neither'> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return 'folder';
  return found?.isFile() ? 'file' : 'neither';
}

/** The log in a file; undefined when it is none. */
async function lookAt(path: string): Promise<readonly LogFile[] | undefined> {
  const source = await openFile(path);
  const stream = await openBlockStream(source, HEAD_SIZE).catch(async thrown => {
    await source.close();
    throw thrown;
  });
  try {
    const head = (await stream.next()) ?? new Uint8Array(0);
    const format = flowLogKind(head);
    if (format === undefined) return undefined;
    const name = basename(path);
    const { size = 0, modified, compression } = stream;
    const formatText = FLOW_LOGS[format].title;
    return [{ path, name, size, modified, format, formatText, compression, ...zeekFacts(format, name, head) }];
  } finally {
    await stream.close();
  }
}

function zeekFacts(format: FlowLogFormat, name: string, head: Uint8Array): Pick<LogFile, 'isConn' | 'hasEnds'> {
  if (format === 'zeek-json') return { isConn: /^conn[._]/.test(name), hasEnds: true };
  if (format !== 'zeek') return { isConn: false, hasEnds: true };
  const text = new TextDecoder('latin1').decode(head);
  return { isConn: /^#path\s+conn\s*$/m.test(text), hasEnds: /^#fields\s(.*\s)?id\.orig_h\s/m.test(text) };
}

async function logsInside(folder: string, notes: string[]): Promise<readonly LogFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(thrown => {
    throw new ProblemError('unreadable', `The folder ${folder} could not be read: ${(thrown as Error).message}.`);
  });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  if (paths.length > MOST_FILES) {
    const count = formatCount(paths.length);
    throw new ProblemError('is-directory', `The folder ${folder} holds ${count} files: name one of logs alone.`);
  }
  const logs: LogFile[] = [];
  for (const path of paths.sort()) {
    const found = await lookAt(path).catch(thrown => {
      if (thrown instanceof ProblemError && thrown.kind === 'empty-file') return undefined;
      throw thrown;
    });
    if (found?.[0]?.hasEnds) logs.push(...found);
  }
  const conn = logs.filter(log => log.isConn);
  if (conn.length === 0 || conn.length === logs.length) return logs;
  const [taken, all] = [conn.length, logs.length].map(formatCount);
  notes.push(
    `Of ${all} logs in ${folder}, the ${taken} of connections (conn) were read: the others tell of these again.`,
  );
  return conn;
}
