// What the engine answers for the stretch of time in view: asked anew as it moves, one question at a time.
import { useEffect, useRef, useState } from 'react';
import type { BulkInput } from '../../../shared/contract/calls.ts';
import type { TimelineMeasure } from '../../../shared/model/timeline.ts';
import { addNanos, type Time } from '../../../shared/unit/time.ts';
import type { TimelineFrame } from '../../chart/timeline-frame.ts';
import type { View } from '../../chart/zoom.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { beginWork } from '../../state/idle.ts';
import { useFilter } from '../../state/scope.ts';
import { useSelection } from '../../state/selection.ts';
import { useTimelineOptions } from '../../state/timeline-options.ts';
import { type Answer, useBulk } from '../../state/use-answer.ts';

/** Series that are drawn one by one. */
const MAX_SERIES = 8;

/** Milliseconds between two questions while the view moves, at least: about two frames. */
const PACE = 33;

type Request = BulkInput<'timeline'>;

/** The request for all series of the selection, whatever the time. */
export function useTimelineRequest(source: number, pixels: number, measure: TimelineMeasure = 'payload'): Request {
  const by = useTimelineOptions(s => s.by);
  const { host, peer } = useSelection();
  const filter = useFilter();
  const { gapNanos, minPayload, minPackets, scope, compat } = useBurstParams();
  return {
    source,
    pixels: Math.max(1, Math.min(8192, Math.round(pixels))),
    maxSeries: MAX_SERIES,
    by,
    measure,
    bursts: { gapNanos, minPayload, minPackets, scope, ...(compat ? { compat } : {}) },
    ...filter,
    ...(host ? { host: host.id } : {}),
    ...(host && peer ? { peer: peer.id } : {}),
  };
}

/**
 * The frame for a view that may move all the time. While a question is under way the next one waits, so that a slow
 * answer is drawn late rather than never. `pixels` of 0 asks nothing.
 */
export function useTimeline(
  source: number,
  origin: Time,
  view: View,
  pixels: number,
  measure: TimelineMeasure,
): Answer<TimelineFrame> {
  const [asked, setAsked] = useState(view);
  const request = useTimelineRequest(source, pixels, measure);
  const range = {
    from: addNanos(origin, Math.floor(Math.max(asked.from, 0))),
    to: addNanos(origin, Math.ceil(asked.to)),
  };
  const answer = useBulk('timeline', pixels === 0 ? null : { ...request, range });
  const last = useRef(0);
  const isNew = view.from !== asked.from || view.to !== asked.to;
  useEffect(() => (isNew ? beginWork() : undefined), [isNew]);
  useEffect(() => {
    if (!isNew || answer.loading) return;
    const wait = Math.max(0, last.current + PACE - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setAsked(view);
    }, wait);
    return () => clearTimeout(timer);
  }, [isNew, view, answer.loading]);
  return answer;
}
