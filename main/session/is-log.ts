// Whether a file that is no capture can be opened all the same.
import { openCountFile } from '../logs/daily-counts.ts';
import { findFlowLogs } from '../logs/find-flow-logs.ts';
import { findAccessLogs } from '../logs/find-request-logs.ts';

/** Of a file that can be read; never rejects. */
export async function isLog(path: string): Promise<boolean> {
  try {
    if ((await findFlowLogs([path])) ?? (await findAccessLogs([path]))) return true;
    const counts = await openCountFile(path);
    await counts?.close();
    return counts !== undefined;
  } catch {
    return false;
  }
}
