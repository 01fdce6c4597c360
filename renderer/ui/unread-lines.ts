// Lines that could not be read, of all logs of a source: those of HTTP too, which are read only once somebody asks for requests.
import type { SourceInfo } from '../../shared/model/source.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { fileName } from './file-name.ts';

interface UnreadLine {
  readonly key: string;
  /** `Line 17`, or `http.log, line 17` where there are several logs. */
  readonly place: string;
  /** Path of the log; absent where it is not known. */
  readonly path: string | undefined;
  readonly line: number;
  readonly reason: string;
}

interface UnreadLines {
  readonly count: number;
  /** The first of them. */
  readonly first: readonly UnreadLine[];
}

const placeOf = (name: string | undefined, line: number): string =>
  name === undefined ? `Line ${formatCount(line)}` : `${name}, line ${formatCount(line)}`;

export function unreadLines({
  badLines,
  badRequests,
  files,
}: Pick<SourceInfo, 'badLines' | 'badRequests' | 'files'>): UnreadLines {
  const flows = badLines.first.map(({ file, line, reason }) => ({
    key: `${file} ${line}`,
    place: placeOf(files.length > 1 ? files[file]?.name : undefined, line),
    path: files[file]?.path,
    line,
    reason,
  }));
  const requests = (badRequests?.first ?? []).map(({ path, line, reason }) => ({
    key: `${path} ${line}`,
    place: placeOf(files.length > 1 || path !== files[0]?.path ? fileName(path) : undefined, line),
    path,
    line,
    reason,
  }));
  return { count: badLines.count + (badRequests?.count ?? 0), first: [...flows, ...requests] };
}
