// The fields that a log of flows has: who, when, and how much its source sent. Other columns hold nothing for it.
import type { Filter } from '../../shared/filter/ast.ts';
import { fieldNames } from './names.ts';

const LOG_FIELDS: ReadonlySet<string> = new Set([
  'frame.number',
  'frame.time',
  'frame.time_epoch',
  'frame.time_relative',
  'frame.time_delta',
  'payload_length',
  'flow',
  'stream',
  'conversation',
  'host',
  'ip',
  'ip.src',
  'ip.dst',
  'ip.proto',
  'ipv6',
  'ipv6.src',
  'ipv6.dst',
  'icmp',
  'icmpv6',
  'igmp',
  'udp',
  'udp.srcport',
  'udp.dstport',
  'tcp',
  'tcp.srcport',
  'tcp.dstport',
]);

/** The first field of a filter that no log of flows has; undefined when it has them all. */
export const fieldBeyondLog = (filter: Filter): string | undefined =>
  [...fieldNames(filter)].find(name => !LOG_FIELDS.has(name));
