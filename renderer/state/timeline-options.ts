// How the timeline is shown: whose records are a series, and which panels there are; remembered.
import { create } from 'zustand';
import { TIMELINE_BY, type TimelineBy } from '../../shared/model/timeline.ts';

interface TimelineOptions {
  readonly by: TimelineBy;
  /** Panels below that of the payload. */
  readonly gaps: boolean;
  readonly rate: boolean;
}

const KEY = 'burstscope.timeline';

function remembered(): TimelineOptions {
  try {
    const { by, gaps, rate } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<TimelineOptions>;
    return { by: TIMELINE_BY.find(one => one === by) ?? 'stream', gaps: gaps === true, rate: rate === true };
  } catch {
    return { by: 'stream', gaps: false, rate: false };
  }
}

export const useTimelineOptions = create<TimelineOptions>(remembered);

export function setTimelineOptions(changed: Partial<TimelineOptions>): void {
  useTimelineOptions.setState(changed);
  localStorage.setItem(KEY, JSON.stringify(useTimelineOptions.getState()));
}
