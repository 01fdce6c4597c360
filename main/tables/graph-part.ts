// Parts of the graph of conversations: what lies around a host, and between two. Pure.

/** Who talked to whom, as pairs of numbers of hosts; direction and repetitions do not matter. */
export interface Pairs {
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  readonly length: number;
}

const FAR = 0xffffffff;

/** Neighbours of every host: those of host h are targets[start[h]] up to targets[start[h + 1]]. */
function neighbours({ first, second, length }: Pairs, hosts: number): { start: Uint32Array; targets: Uint32Array } {
  const start = new Uint32Array(hosts + 1);
  for (let i = 0; i < length; i++) {
    start[first[i]! + 1]!++;
    start[second[i]! + 1]!++;
  }
  for (let h = 0; h < hosts; h++) start[h + 1]! += start[h]!;
  const at = start.slice();
  const targets = new Uint32Array(2 * length);
  for (let i = 0; i < length; i++) {
    targets[at[first[i]!]!++] = second[i]!;
    targets[at[second[i]!]!++] = first[i]!;
  }
  return { start, targets };
}

/** Conversations on the shortest way from `host` to every host (breadth first); FAR where there is none within `most`. */
function distances(pairs: Pairs, hosts: number, host: number, most: number): Uint32Array {
  const { start, targets } = neighbours(pairs, hosts);
  const steps = new Uint32Array(hosts).fill(FAR);
  const queue = new Uint32Array(hosts);
  let count = 1;
  queue[0] = host;
  steps[host] = 0;
  for (let i = 0; i < count; i++) {
    const from = queue[i]!;
    if (steps[from]! >= most) break;
    for (let t = start[from]!; t < start[from + 1]!; t++) {
      const to = targets[t]!;
      if (steps[to] !== FAR) continue;
      steps[to] = steps[from]! + 1;
      queue[count++] = to;
    }
  }
  return steps;
}

/** The hosts at most `hops` conversations from `host`, itself too. */
export function hostsAround(pairs: Pairs, hosts: number, host: number, hops: number): Set<number> {
  const found = new Set<number>();
  distances(pairs, hosts, host, hops).forEach((steps, other) => {
    if (steps !== FAR) found.add(other);
  });
  return found;
}

/** The hosts on all shortest ways from `host` to `peer`, and their length; just the two, and null, where there is no way. */
export function hostsBetween(
  pairs: Pairs,
  hosts: number,
  host: number,
  peer: number,
): { readonly hosts: Set<number>; readonly distance: number | null } {
  const from = distances(pairs, hosts, host, hosts);
  const length = from[peer]!;
  if (length === FAR) return { hosts: new Set([host, peer]), distance: null };
  const to = distances(pairs, hosts, peer, length);
  const found = new Set<number>();
  for (let other = 0; other < hosts; other++) {
    if (from[other] !== FAR && to[other] !== FAR && from[other]! + to[other]! === length) found.add(other);
  }
  return { hosts: found, distance: length };
}
