// Whether a message over IPC comes from our own page and not from something that got into a frame.
import type { WebFrameMain } from 'electron';
import { APP_URL } from './app-protocol.ts';

/** `frame` is null when it was destroyed or has navigated since. */
export const isTrustedSender = (frame: Pick<WebFrameMain, 'url' | 'parent'> | null): boolean =>
  frame !== null && frame.parent === null && frame.url.startsWith(APP_URL);
