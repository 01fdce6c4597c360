// The fields that a log of flows has: who, when, and how much its source sent. Other columns hold nothing for it.
import { filterField } from './fields.ts';

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

/** What can be asked of a log, for those whose filter was refused. */
export const LOG_FILTER_HINT =
  'A log can be filtered by ip.src, ip.dst, ip.addr, ipv6.addr, ip.proto, tcp.port, udp.port (and .srcport, .dstport), frame.time, frame.number, payload_length, host, stream, conversation and flow.';

/** Whether a log of flows has the field, or all that it stands for. */
export const isLogField = (name: string): boolean =>
  LOG_FIELDS.has(name) || (filterField(name)?.of?.every(one => LOG_FIELDS.has(one)) ?? false);
