// What follows the header of an IP fragment: the whole datagram when this fragment completes it, else data.
import type { Dissection } from './dissection.ts';
import { reassemblyItem } from './reassembly-items.ts';

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** As Wireshark: only fragments that are all there are put together, those of IPv4 only when their header is sound. */
export function dissectFragment(d: Dissection, at: number): void {
  const { end, reported, fragmentOf } = d;
  if (fragmentOf === null) return;
  const { kind, id, offset, more, key } = fragmentOf;
  const parent = d.items.at(-1)!;
  const isThere = end >= reported && (kind === 'ipv6' || reported > at);
  const { loneFragments } = d.state.minds;
  if (!isThere || loneFragments || (kind === 'ip' && d.hasBadChecksum('ip.checksum.status'))) {
    d.fragmented = true;
    if (offset === 0 && (kind === 'ip' || loneFragments)) d.next('ip', key, at);
    else d.next('data', 0, at);
    return;
  }
  const datagram = `${kind} ${id} ${kind === 'ip' ? key : ''} ${latin(d.srcAddress)}${latin(d.dstAddress)}`;
  const whole = d.state.fragments.add(datagram, d.record.number, offset, d.bytes.subarray(at, end), more);
  if (whole === null) {
    d.fragmented = true;
    d.next('data', 0, at);
  } else if (whole.pieces.length === 1) {
    d.next('ip', key, at);
  } else {
    const source = d.addSource(kind === 'ip' ? 'Reassembled IPv4' : 'Reassembled IPv6', whole.whole!);
    parent.children.push(reassemblyItem(d, kind, whole, source));
    d.nextIn('ip', key, source);
  }
}
