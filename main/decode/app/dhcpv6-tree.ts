// The tree of a DHCPv6 message, and of those inside of relayed ones; its options are in dhcpv6-option-tree.ts.
import { DHCPV6_MESSAGE_NAMES } from '../../../shared/net/dhcpv6-option.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { DHCPV6_OFFSET, isRelay, RELAY_OFFSET } from './dhcpv6.ts';
import { dissectDhcpv6Options } from './dhcpv6-option-tree.ts';

const HOP_COUNT_LIMIT = 32;

/** Adds the message at `at` to the tree. */
export function dissectDhcpv6(d: Dissection, at: number): void {
  const type = d.uint8(at + DHCPV6_OFFSET.type);
  const label = `DHCPv6 ${DHCPV6_MESSAGE_NAMES[type] ?? `Message Type ${type}`}`;
  dissectMessage(d, d.layer('dhcpv6', at, d.reported - at, label), at, d.reported, 0);
}

/** Adds the message in bytes[at, end); `depth` counts the relays around it. */
function dissectMessage(d: Dissection, item: TreeItem, at: number, end: number, depth: number): void {
  const type = d.uint8(at + DHCPV6_OFFSET.type);
  d.add(item, 'dhcpv6.msgtype', at + DHCPV6_OFFSET.type, 1);
  let options = at + DHCPV6_OFFSET.options;
  if (isRelay(type)) {
    const hops = d.add(item, 'dhcpv6.hopcount', at + RELAY_OFFSET.hops, 1);
    d.add(item, 'dhcpv6.linkaddr', at + RELAY_OFFSET.link, 16);
    d.add(item, 'dhcpv6.peeraddr', at + RELAY_OFFSET.peer, 16);
    if (Number(hops.value) > HOP_COUNT_LIMIT) {
      const text = `Hopcount (${hops.value}) exceeds the maximum limit HOP_COUNT_LIMIT (${HOP_COUNT_LIMIT})`;
      d.expert(hops, 'dhcpv6.error_hopcount', 'warning', text);
    }
    options = at + RELAY_OFFSET.options;
  } else {
    d.add(item, 'dhcpv6.xid', at + DHCPV6_OFFSET.transaction, 3);
  }
  dissectDhcpv6Options(d, item, options, end, {
    type,
    relayed: (parent, from, to) => {
      if (depth >= HOP_COUNT_LIMIT) return;
      dissectMessage(d, d.add(parent, 'dhcpv6', from, to - from), from, to, depth + 1);
    },
  });
}
