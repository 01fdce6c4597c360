// The engine's answer that the timeline is drawn from.
import type { TimelineMeta } from '../../shared/contract/calls.ts';
import type { Frame } from '../../shared/contract/frame.ts';

export type TimelineFrame = Frame<TimelineMeta>;
