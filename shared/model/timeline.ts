// What a timeline draws: whose records are a series, and what of each record.

/**
 * stream: what one host sent another. destination: what a host received; source: what it sent. port: the port of the
 * service of a flow. protocol: what a flow was seen to carry, else the service of its ports, else its IP protocol.
 */
export const TIMELINE_BY = ['stream', 'destination', 'source', 'flow', 'port', 'protocol'] as const;
export type TimelineBy = (typeof TIMELINE_BY)[number];

/** payload: bytes of each record; gap: nanoseconds since the record before it in the same series. */
export const TIMELINE_MEASURES = ['payload', 'gap'] as const;
export type TimelineMeasure = (typeof TIMELINE_MEASURES)[number];
