// Names of the two IPC channels, for the preload script and the main process.

/** invoke(CALL_CHANNEL, name, input) resolves to {result} or {problem}. */
export const CALL_CHANNEL = 'call';
/** send(EVENT_CHANNEL, name, payload). */
export const EVENT_CHANNEL = 'event';
