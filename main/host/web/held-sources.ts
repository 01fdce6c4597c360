// Which windows look at which source: one that no window has looked at for a while is closed.

/** Milliseconds until a source that nobody holds is closed: a page that is loaded again comes back sooner. */
const GRACE = 60_000;

export interface HeldSources<Window> {
  /** Notes what a window asked for and was answered. */
  note(window: Window, call: unknown, input: unknown, result: unknown): void;
  /** The window is gone. */
  leave(window: Window): void;
  /** Closes nothing any more. */
  stop(): void;
}

const sourceIn = (value: unknown): number | undefined => {
  const { source } = (value ?? {}) as { source?: unknown };
  return typeof source === 'number' ? source : undefined;
};

/** `close` closes a source. */
export function holdSources<Window>(close: (source: number) => void, grace = GRACE): HeldSources<Window> {
  const holders = new Map<number, Set<Window>>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  function closeIfUnheld(source: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (holders.get(source)?.size !== 0) return;
      holders.delete(source);
      close(source);
    }, grace);
    timer.unref();
    timers.add(timer);
  }

  return {
    note(window, call, input, result) {
      if (call === 'close') {
        holders.delete(sourceIn(input) ?? -1);
        return;
      }
      // `info` is what a page asks that was loaded again, or lost its connection.
      const source = call === 'open' || call === 'info' ? sourceIn(result) : undefined;
      if (source === undefined) return;
      const windows = holders.get(source) ?? new Set();
      holders.set(source, windows.add(window));
    },
    leave(window) {
      for (const [source, windows] of holders) {
        if (windows.delete(window) && windows.size === 0) closeIfUnheld(source);
      }
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
