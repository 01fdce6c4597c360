// A followed flow as a file: text, hex dump or the bytes as they are.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { FollowedFile, FollowRequest } from '../../shared/model/follow.ts';
import { formatCount } from '../../shared/unit/format.ts';
import type { RecordSource } from '../filter/record-source.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { followFlow, type StreamChunk } from '../read/follow-stream.ts';
import { chunkBytes, chunkText, HexDump } from '../read/follow-text.ts';
import { writeAtomically } from './atomic-file.ts';

/**
 * Writes what was said in a flow; a hole is marked as Wireshark marks it, in every form. Throws ProblemError: `usage`
 * when there is no such flow, those of reading the capture again and of writing.
 */
export async function writeFollowed(
  view: CaptureView,
  records: RecordSource,
  request: FollowRequest,
  path: string,
): Promise<FollowedFile> {
  const { store, data } = view;
  const flow = request.flow - 1;
  if (!(flow >= 0 && flow < store.flows.length)) {
    throw new ProblemError(
      'usage',
      `There is no flow ${request.flow}: the capture has ${formatCount(store.flows.length)}.`,
    );
  }
  const hex = new HexDump();
  const printed: Readonly<Record<FollowRequest['form'], (chunk: StreamChunk) => string | Uint8Array>> = {
    text: chunkText,
    hex: chunk => hex.lines(chunk),
    raw: chunkBytes,
  };
  const print = printed[request.form];
  let payload = 0;
  let missing = 0;
  let cut = false;
  await writeAtomically(path, async append => {
    const steps = followFlow(store, data.tcp, records, flow, request);
    for (;;) {
      const { done, value } = await steps.next();
      if (done) {
        cut = value;
        return;
      }
      for (const chunk of value) {
        await append(print(chunk));
        payload += chunk.bytes.length;
        missing += chunk.missing;
      }
    }
  });
  return { payload, missing, cut };
}
