// An engine that answers as a test says, and remembers what it was asked.

import type { Engine, EngineListener, SessionCallName } from '../../main/session/engine.ts';
import type { BulkInput, BulkName, Input, Output } from '../../shared/contract/calls.ts';
import type { EventName, Events } from '../../shared/contract/events.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { SourceInfo } from '../../shared/model/source.ts';

type Answers = { [Name in SessionCallName]?: (input: Input<Name>) => Output<Name> | Promise<Output<Name>> };

export interface FakeEngine extends Engine {
  readonly asked: { name: string; input: unknown }[];
  readonly closed: () => boolean;
  say<Name extends EventName>(name: Name, event: Events[Name]): void;
}

export function fakeEngine(
  answers: Answers,
  bulk: (input: BulkInput<BulkName>) => ArrayBuffer = () => new ArrayBuffer(8),
): FakeEngine {
  const listeners = new Set<EngineListener>();
  const asked: { name: string; input: unknown }[] = [];
  let closed = false;
  return {
    asked,
    closed: () => closed,
    async call(name, input) {
      asked.push({ name, input });
      const answer = answers[name] as ((input: unknown) => never) | undefined;
      if (!answer) throw new ProblemError('no-such-source', `Nothing answers ${name}.`);
      return answer(input);
    },
    async bulk(name, input) {
      asked.push({ name, input });
      return bulk(input);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
    },
    say(name, event) {
      for (const listener of [...listeners]) listener(name, event);
    },
  };
}

/** What is known of a small capture. */
export const sourceInfo = (other: Partial<SourceInfo> = {}): SourceInfo => ({
  source: 1,
  kind: 'records',
  has: ['records', 'flows', 'requests'],
  path: '/captures/small.pcap',
  name: 'small.pcap',
  size: 1234,
  format: 'pcap',
  formatText: 'pcap, microseconds, little endian',
  compression: null,
  inner: false,
  interfaces: [
    {
      id: 0,
      file: 0,
      name: null,
      description: null,
      hardware: null,
      os: null,
      filter: null,
      linkType: 1,
      linkName: 'Ethernet',
      decoded: true,
      snapLength: 65_535,
      resolution: '10^-6',
      fcsLength: null,
      received: null,
      dropped: null,
    },
  ],
  files: [
    {
      path: '/captures/small.pcap',
      name: 'small.pcap',
      size: 1234,
      modified: 1_617_818_160_000,
      format: 'pcap',
      formatText: 'pcap, microseconds, little endian',
      compression: null,
    },
  ],
  comments: [],
  writers: [],
  commentedRecords: 0,
  commentsLeftOut: 0,
  untimed: 0,
  names: 0,
  skipped: { secrets: 0, custom: 0, unknown: 0 },
  state: 'ready',
  records: 12,
  ipRecords: 10,
  arpRecords: 2,
  undissected: 0,
  capturedBytes: 1018,
  wireBytes: 1018,
  payloadBytes: 400,
  start: [1_617_818_153, 220_411_648],
  end: [1_617_818_154, 220_411_649],
  hosts: 3,
  streams: 4,
  flows: 2,
  conversations: 2,
  outOfOrder: 0,
  damage: [],
  badLines: { count: 0, first: [] },
  counts: null,
  ...other,
});
