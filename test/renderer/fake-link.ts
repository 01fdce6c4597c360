// A link whose answers the test gives by hand, one call at a time.

import { createEventHub } from '../../renderer/link/event-hub.ts';
import type { Link } from '../../renderer/link/link.ts';
import type { CallName, Input, Output } from '../../shared/contract/calls.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { SourceInfo } from '../../shared/model/source.ts';

interface Asked {
  readonly name: CallName;
  readonly input: unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (thrown: unknown) => void;
}

export function fakeLink() {
  const hub = createEventHub();
  const asked: Asked[] = [];
  const link: Link = {
    host: 'web',
    on: hub.on,
    onConnection: () => () => {},
    bulk: () => Promise.reject(new ProblemError('internal', 'not in this test')),
    pathOfFile: async file => `/uploads/${file.name}`,
    call: <Name extends CallName>(name: Name, input: Input<Name>) =>
      new Promise<Output<Name>>((resolve, reject) => {
        asked.push({ name, input, resolve: resolve as (answer: unknown) => void, reject });
      }),
  };
  /** Takes the oldest unanswered call of that name out of the queue. */
  function take(name: CallName): Asked {
    const index = asked.findIndex(call => call.name === name);
    if (index < 0) throw new Error(`nobody asked for ${name}, but for ${asked.map(call => call.name).join(', ')}`);
    return asked.splice(index, 1)[0]!;
  }
  return { link, emit: hub.emit, asked, take };
}

/** Lets everything that waits for an answered call go on. */
export const settle = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0));

export const sourceInfo = (part: Partial<SourceInfo>): SourceInfo => ({
  source: 1,
  kind: 'records',
  has: ['records', 'flows', 'requests'],
  path: '/captures/one.pcap',
  name: 'one.pcap',
  size: 100,
  format: 'pcap',
  formatText: 'pcap, microseconds, little endian',
  compression: null,
  files: [],
  comments: [],
  writers: [],
  commentedRecords: 0,
  commentsLeftOut: 0,
  untimed: 0,
  names: 0,
  skipped: { secrets: 0, custom: 0, unknown: 0 },
  inner: false,
  interfaces: [],
  state: 'ready',
  records: 10,
  ipRecords: 10,
  arpRecords: 0,
  undissected: 0,
  capturedBytes: 80,
  wireBytes: 80,
  payloadBytes: 20,
  start: [1000, 0],
  end: [1010, 0],
  hosts: 2,
  streams: 2,
  flows: 1,
  conversations: 1,
  outOfOrder: 0,
  damage: [],
  badLines: { count: 0, first: [] },
  counts: null,
  ...part,
});
