// Calls over IPC: answered by {result} or {problem}, because an error loses everything but its text on the way.
import type { IpcMain } from 'electron';
import { type Problem, ProblemError, problemOf } from '../../../shared/contract/problem.ts';
import type { Handlers } from '../handlers.ts';
import { CALL_CHANNEL } from './channels.ts';
import { isTrustedSender } from './trusted-sender.ts';

export type Reply = { readonly result: unknown } | { readonly problem: Problem };

export function answerCalls(ipcMain: Pick<IpcMain, 'handle'>, handle: Handlers['handle']): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown): Promise<Reply> => {
    try {
      if (!isTrustedSender(event.senderFrame)) {
        throw new ProblemError('no-permission', 'Burstscope talks only to its own pages.');
      }
      return { result: (await handle(name, input)) ?? null };
    } catch (error) {
      return { problem: problemOf(error) };
    }
  });
}
