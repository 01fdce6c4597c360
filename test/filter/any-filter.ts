// Random filters as text, over the fields that columns answer and some that only trees have.
import fc from 'fast-check';

const port = fc.constantFrom('80', '443', '53', '1000', '0x50', '40000');
const address = fc.constantFrom('10.0.0.1', '10.0.0.0/8', '10.0.0.2', '192.168.0.0/16', '10.0.0.0/30');
const order = fc.constantFrom('==', '!=', '===', '!==', '<', '<=', '>', '>=', 'eq', 'ne', 'any_ne');
const spelled = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map(words => words.join(' '));

const number = fc.constantFrom(
  ...['tcp.srcport', 'tcp.dstport', 'tcp.port', 'udp.srcport', 'udp.dstport', 'udp.port', 'udp.length', 'tcp.len'],
  ...['frame.len', 'frame.cap_len', 'frame.number', 'ip.len', 'tcp.window_size_value', 'tcp.seq_raw'],
);
const sum = fc.oneof(number, spelled(number, fc.constantFrom('+', '-', '*', '/', '%', '&'), port));
const quantifier = fc.constantFrom('', '', 'any', 'all');

const test = fc.oneof(
  fc.constantFrom(
    'tcp',
    'udp',
    'ip',
    'icmp',
    'arp',
    'ipv6',
    'tcp.flags.syn',
    'ip.src',
    'udp.port',
    'ip.addr#1',
    'tcp.srcport % 2',
  ),
  spelled(quantifier, number, order, port),
  spelled(sum, order, sum),
  spelled(quantifier, fc.constantFrom('ip.src', 'ip.dst', 'ip.addr'), order, address),
  spelled(
    number,
    fc.constantFrom('in', 'not in'),
    fc.array(port, { minLength: 1, maxLength: 3 }).map(all => `{${all.join(',')}}`),
  ),
  spelled(number, fc.constant('in {'), port, fc.constant('..'), port, fc.constant('}')),
  spelled(fc.constantFrom('tcp.flags', 'ip.ttl', 'ip.proto'), order, fc.constantFrom('2', '6', '0x12', '17', '64')),
  spelled(fc.constantFrom('tcp.flags.syn', 'tcp.flags.ack'), order, fc.constantFrom('0', '1', 'True')),
  spelled(fc.constantFrom('frame.time_relative', 'frame.time_delta'), order, fc.constantFrom('0', '0.5', '1.25')),
  spelled(fc.constantFrom('ip.src[3]', 'ip.dst[0:2]', 'frame[0]'), order, fc.constantFrom('01', '0a:00', '45', '"E"')),
  fc.constantFrom(
    ...['count(ip.addr) == 2', 'max(tcp.port) > 443', 'string(ip.src) matches "1$"', 'len(udp) == 8', 'tcp.flags & 2'],
    ...[
      'ip.src == ip.dst',
      'ip.src & 255.0.0.0 == 10.0.0.0',
      'frame contains "abc"',
      'udp matches "B+c"',
      '-ip.ttl < -3',
    ],
    ...['payload_length > 3', 'payload_kind == "data"', 'flow == 1', 'conversation in {1, 2}', 'host contains "10.0"'],
  ),
);

export const anyFilterText: fc.Arbitrary<string> = fc.letrec<{ filter: string }>(tie => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    test,
    tie('filter').map(inner => `!(${inner})`),
    fc
      .tuple(tie('filter'), fc.constantFrom('&&', '||', 'xor', 'and', 'or'), tie('filter'))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
  ),
})).filter;
