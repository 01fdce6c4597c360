// Which files among paths are logs of requests: access logs of web servers, and Zeek's logs of HTTP.
import type { RequestLogFormat, SourceFile } from '../../shared/model/source.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { accessLog } from './access-log.ts';
import { filesInside, firstLines, headOf, pathKind, unlessEmpty } from './log-paths.ts';
import { type ReadRequest, RequestRow } from './request-row.ts';
import { isHttp, zeekHttp, zeekHttpJson } from './zeek-http.ts';

export type RequestLogKind = 'access-log' | 'zeek-http' | 'zeek-http-json';

export const REQUEST_READERS: Readonly<Record<RequestLogKind, () => ReadRequest>> = {
  'access-log': accessLog,
  'zeek-http': zeekHttp,
  'zeek-http-json': zeekHttpJson,
};

const FORMAT = 'access-log' satisfies RequestLogFormat;
const FORMAT_TEXT = 'access log';

export interface RequestLogs {
  readonly files: readonly SourceFile[];
  /** Sentences on what was left out. */
  readonly notes: readonly string[];
}

/** The kind of a log of requests that begins with `head`; undefined when it is none. */
export function requestLogKind(head: Uint8Array): RequestLogKind | undefined {
  const row = new RequestRow();
  const read = accessLog();
  const text = (at: number, end: number): string => new TextDecoder().decode(head.subarray(at, end));
  for (const [at, end] of firstLines(head)) {
    const first = head[at];
    if (first === 0x23) {
      if (!text(at, end).startsWith('#fields')) continue;
      return isHttp(text(at, end).split(/\s/)) ? 'zeek-http' : undefined;
    }
    if (first === 0x7b) return isHttp(membersOf(text(at, end))) ? 'zeek-http-json' : undefined;
    if (read(head, at, end, row) === null) return 'access-log';
  }
  return undefined;
}

/** Names of the members of an object; a request that was not answered has no status. */
function membersOf(json: string): readonly string[] {
  try {
    const names = Object.keys(JSON.parse(json) as object);
    return names.includes('trans_depth') ? [...names, 'status_code', 'uri'] : names;
  } catch {
    return [];
  }
}

/**
 * The access logs among files and in folders (all inside, the oldest first). Undefined when some path is neither, holds none
 * or is a pipe. Empty files beside others are left out. Throws ProblemError: those of openFile.
 */
export async function findAccessLogs(paths: readonly string[]): Promise<RequestLogs | undefined> {
  const files: SourceFile[] = [];
  const notes: string[] = [];
  for (const path of paths) {
    const kind = await pathKind(path);
    if (kind === 'neither') return undefined;
    const inside = kind === 'file' ? [path] : await filesInside(path);
    const found: { readonly file: SourceFile; readonly begins: number }[] = [];
    for (const one of inside) {
      const log = await (inside.length + paths.length > 2 ? unlessEmpty(lookAt(one)) : lookAt(one));
      if (log) found.push(log);
      else if (log === null && kind === 'file') return undefined;
    }
    if (kind === 'folder') {
      if (found.length === 0) return undefined;
      found.sort((a, b) => a.begins - b.begins);
      const others = inside.length - found.length;
      if (others > 0)
        notes.push(`${formatCount(others)} files of ${path} are no access logs, or empty, and were left out.`);
    }
    files.push(...found.map(({ file }) => file));
  }
  return files.length === 0 ? undefined : { files, notes };
}

/** The access log in a file and when it begins; null when it is none. */
async function lookAt(path: string): Promise<{ readonly file: SourceFile; readonly begins: number } | null> {
  const { head, file } = await headOf(path);
  if (requestLogKind(head) !== 'access-log') return null;
  const row = new RequestRow();
  const read = accessLog();
  for (const [at, end] of firstLines(head)) if (read(head, at, end, row) === null) break;
  return { file: { ...file, format: FORMAT, formatText: FORMAT_TEXT }, begins: row.seconds };
}

/** Zeek's logs of HTTP among files and in folders, by path: what a log of flows has of requests. */
export async function findHttpLogs(paths: readonly string[]): Promise<readonly HttpLog[]> {
  const logs: HttpLog[] = [];
  for (const path of paths) {
    for (const one of (await pathKind(path)) === 'folder' ? await filesInside(path) : [path]) {
      const found = await unlessEmpty(headOf(one));
      const kind = found && requestLogKind(found.head);
      if (kind === 'zeek-http' || kind === 'zeek-http-json') logs.push({ path: one, size: found!.file.size, kind });
    }
  }
  return logs;
}

export interface HttpLog {
  readonly path: string;
  readonly size: number;
  readonly kind: RequestLogKind;
}
