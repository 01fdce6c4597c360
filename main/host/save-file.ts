// A selection saved as a capture file, or a followed flow, at a path that the host chose.
import type { RecordHostCalls, SavedFile } from '../../shared/contract/record-calls.ts';
import { formatCount } from '../../shared/unit/format.ts';
import type { Engine } from '../session/engine.ts';

type Request = Parameters<RecordHostCalls['saveFile']>[0];

/** Writes it; what it answers is all but where the file is. */
export async function saveTo(
  engine: Engine,
  { suggestedName: _, stream, ...scope }: Request,
  path: string,
): Promise<Pick<SavedFile, 'records' | 'leftOut'>> {
  if (stream === undefined) {
    const { records, leftOut } = await engine.call('save', { ...scope, path });
    return { records, leftOut };
  }
  const { source } = scope;
  const { missing, cut } = await engine.call('follow', { source, request: stream, path });
  const leftOut = [
    ...(missing > 0 ? [`${formatCount(missing)} bytes are missing in the capture.`] : []),
    ...(cut ? [`The limit of ${formatCount(stream.limit ?? 0)} bytes cut it short.`] : []),
  ];
  return { records: null, leftOut };
}
