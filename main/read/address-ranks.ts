// Where hosts stand in the order of their addresses, for tables with a host in a column.
import { addressOrder } from '../../shared/net/address.ts';
import type { CaptureView } from './capture-view.ts';

/** By host: its place among all hosts; -1 (no host) stands before them. */
export function addressRanks({ store, hosts }: CaptureView): (host: number) => number {
  const keys = Array.from({ length: hosts }, (_, host) => addressOrder(store.addresses.copyBytes(host)));
  const order = keys.map((_, host) => host).sort((a, b) => (keys[a]! < keys[b]! ? -1 : 1));
  const rank = new Uint32Array(hosts);
  order.forEach((host, at) => {
    rank[host] = at;
  });
  return host => (host < 0 ? -1 : rank[host]!);
}
