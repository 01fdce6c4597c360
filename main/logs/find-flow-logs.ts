// Which files among paths are logs of flows: those named, and those inside of named folders.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { FlowLogFormat, SourceFile } from '../../shared/model/source.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { FLOW_LOGS, flowLogKind } from './flow-log-kind.ts';
import { filesInside, headOf, pathKind, unlessEmpty } from './log-paths.ts';

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
    const kind = await pathKind(path);
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

/** The log in a file; undefined when it is none. */
async function lookAt(path: string): Promise<readonly LogFile[] | undefined> {
  const { head, file } = await headOf(path);
  const format = flowLogKind(head);
  if (format === undefined) return undefined;
  return [{ ...file, format, formatText: FLOW_LOGS[format].title, ...zeekFacts(format, file.name, head) }];
}

function zeekFacts(format: FlowLogFormat, name: string, head: Uint8Array): Pick<LogFile, 'isConn' | 'hasEnds'> {
  if (format === 'zeek-json') return { isConn: /^conn[._]/.test(name), hasEnds: true };
  if (format !== 'zeek') return { isConn: false, hasEnds: true };
  const text = new TextDecoder('latin1').decode(head);
  return { isConn: /^#path\s+conn\s*$/m.test(text), hasEnds: /^#fields\s(.*\s)?id\.orig_h\s/m.test(text) };
}

async function logsInside(folder: string, notes: string[]): Promise<readonly LogFile[]> {
  const logs: LogFile[] = [];
  for (const path of await filesInside(folder)) {
    const found = await unlessEmpty(lookAt(path));
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
