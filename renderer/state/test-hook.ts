// For end-to-end tests: what canvases show cannot be found in the document.

export interface SeenTimeline {
  readonly series: number;
  /** Rows drawn: records, or pixel columns. */
  readonly points: number;
  readonly bursts: number;
  /** Nanoseconds since the capture's start. */
  readonly from: number;
  readonly to: number;
}

let timeline: (() => SeenTimeline) | null = null;

/** What the timeline shows now; null while there is none. */
export const seenTimeline = (): SeenTimeline | null => timeline?.() ?? null;

/** The timeline says what it shows, until the returned function is called. */
export function exposeTimeline(see: () => SeenTimeline): () => void {
  timeline = see;
  return () => {
    if (timeline === see) timeline = null;
  };
}
