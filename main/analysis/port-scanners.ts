// Hosts that try many ports: distinct destination ports above the 90th percentile of all hosts, and above 100 (DEFINITIONS section 5).
//
// Counted are the connections that a host began, over the whole span. In a capture, a server answers each client to a port of
// its own: counted by records, every busy server would be a scanner. A row of a log is a connection that its source began.
import { Growing } from '../tables/growing.ts';
import { quantileOfSorted } from '../timing/summary.ts';
import type { ConnectionStarts } from './connection-starts.ts';
import { KeyIndex } from './key-index.ts';

/** Hosts with no more distinct destination ports than this are none. */
const LEAST_PORTS = 100;
const PERCENTILE = 0.9;

export interface PortScanner {
  readonly host: number;
  /** Distinct destination ports and destinations of the connections that it began, and these. */
  readonly dstPorts: number;
  readonly dstHosts: number;
  readonly connections: number;
  /** Indices of its earliest and its latest connection. */
  readonly first: number;
  readonly last: number;
}

export interface PortScanners {
  /** The 90th percentile of distinct destination ports over the hosts that began a connection (linear interpolation); null without any. */
  readonly percentile: number | null;
  /** What a host has to exceed: the percentile, and 100 at least. */
  readonly limit: number;
  /** Most ports first. */
  readonly scanners: readonly PortScanner[];
}

/** Connections gone through before the work gives way. */
const SLICE = 1 << 15;

/** Gives way now and then. */
export function* portScanners(
  starts: Omit<ConnectionStarts, 'protocol' | 'sent' | 'pair' | 'pairsLimit'>,
): Generator<undefined, PortScanners> {
  const hosts = new KeyIndex();
  const seen = new KeyIndex();
  const reached = new KeyIndex();
  const [ports, peers, first, last] = [0, 0, 0, 0].map(() => new Growing(new Float64Array(64))) as [
    Growing<Float64Array>,
    Growing<Float64Array>,
    Growing<Float64Array>,
    Growing<Float64Array>,
  ];
  const isBefore = (a: number, b: number): boolean =>
    starts.seconds[a]! < starts.seconds[b]! ||
    (starts.seconds[a] === starts.seconds[b] && starts.nanos[a]! < starts.nanos[b]!);
  for (let i = 0; i < starts.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    const host = hosts.add(starts.src[i]!, 0);
    if (host === ports.length) {
      ports.push(0);
      peers.push(0);
      first.push(i);
      last.push(i);
    }
    if (seen.addNew(host, starts.dstPort[i]!)) ports.set(host, ports.get(host) + 1);
    if (reached.addNew(host, starts.dst[i]!)) peers.set(host, peers.get(host) + 1);
    if (isBefore(i, first.get(host))) first.set(host, i);
    if (!isBefore(i, last.get(host))) last.set(host, i);
  }
  const percentile = hosts.size === 0 ? null : quantileOfSorted(ports.copy().sort(), PERCENTILE);
  const limit = Math.max(LEAST_PORTS, percentile ?? 0);
  const scanners: PortScanner[] = [];
  for (let h = 0; h < hosts.size; h++) {
    if (ports.get(h) <= limit) continue;
    scanners.push({
      host: hosts.first(h),
      dstPorts: ports.get(h),
      dstHosts: peers.get(h),
      connections: hosts.counts[h]!,
      first: first.get(h),
      last: last.get(h),
    });
  }
  scanners.sort((a, b) => b.dstPorts - a.dstPorts || a.host - b.host);
  return { percentile, limit, scanners };
}
