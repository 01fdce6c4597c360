// Filters over real captures: what columns decide, and what is found in the records that they leave open, is what all trees in
// order say.
import { describe, expect, test } from 'vitest';
import { runFilter } from '../../main/filter/run.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { recordsOfFile } from '../filter/memory-records.ts';
import { filterOf, naively } from '../filter/naively.ts';
import { CAPTURES } from './filter-captures.ts';

const FILTERS = [
  ...['eth', 'arp', 'ip', 'ipv6', 'icmp', 'icmpv6', 'igmp', 'tcp', 'udp', 'dns', 'http', 'tls', 'dhcp'],
  ...['ip.addr#2', 'ip.src == ip.dst', 'ip.ttl == 64', 'ip.proto == 6', 'ip.id == 0', 'ip.fragments', 'ipv6.addr'],
  ...['tcp.port > 1000', 'tcp.flags.syn == 1', 'tcp.len > 100 && http', 'tcp.segments', 'tcp.reassembled_in'],
  ...['udp.length > 20', 'udp.port == 53', 'http && frame.number > 20', 'tls && tcp.port == 443', '!dns && udp'],
];

/** Records of one capture: trees of all of them are made once a filter. */
const MOST = 200;

describe.skipIf(!hasShared())('filters by columns and by trees', () => {
  test.each(CAPTURES)('%s', { timeout: 60_000 }, async file => {
    const records = await recordsOfFile(sharedPath(`captures/${file}`), MOST);
    for (const text of FILTERS) {
      const rows = [...(await runFilter(filterOf(text), records.store, records))];
      expect({ text, rows }).toEqual({ text, rows: naively(text, records) });
    }
  });
});
