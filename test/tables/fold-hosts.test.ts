import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldHosts, OTHER_HOSTS, prefixKey } from '../../main/tables/fold-hosts.ts';
import { hostsAround, hostsBetween } from '../../main/tables/graph-part.ts';

const address = fc.oneof(
  fc.uint8Array({ minLength: 4, maxLength: 4 }).map(bytes => bytes.map((b, i) => (i < 2 ? b % 3 : b))),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes => bytes.map((b, i) => (i < 8 ? b % 2 : b))),
);

describe('hosts folded by prefix', () => {
  it('puts every host into exactly one group of its own prefix, within the budget', () => {
    fc.assert(
      fc.property(fc.array(address, { maxLength: 200 }), fc.integer({ min: 1, max: 40 }), (addresses, budget) => {
        const hosts = addresses.map((_, i) => i);
        const groups = foldHosts(hosts, host => addresses[host]!, budget);
        expect(groups.length).toBeLessThanOrEqual(Math.max(1, budget));
        expect(groups.flatMap(group => [...group.hosts]).sort((a, b) => a - b)).toEqual(hosts);
        expect(new Set(groups.map(group => group.key)).size).toBe(groups.length);
        for (const { key, hosts: members } of groups) {
          if (key === OTHER_HOSTS) continue;
          const bits = Number(key.split('/')[1]);
          for (const host of members) expect(prefixKey(addresses[host]!, bits)).toBe(key);
        }
      }),
    );
  });

  it('takes the largest group apart first', () => {
    const addresses = [
      ...Array.from({ length: 9 }, (_, i) => Uint8Array.of(10, i % 3, 0, i)),
      Uint8Array.of(192, 168, 0, 1),
      Uint8Array.of(192, 168, 0, 2),
    ];
    const keys = (budget: number) =>
      foldHosts(
        addresses.map((_, i) => i),
        host => addresses[host]!,
        budget,
      )
        .map(group => group.key)
        .sort();
    expect(keys(1)).toEqual([OTHER_HOSTS]);
    expect(keys(2)).toEqual(['10.0.0.0/8', '192.168.0.0/24']);
    expect(keys(4)).toEqual(['10.0.0.0/24', '10.1.0.0/24', '10.2.0.0/24', '192.168.0.0/24']);
  });
});

const FAR = Number.POSITIVE_INFINITY;

/** Shortest ways between all hosts (Floyd and Warshall). */
function naiveDistances(pairs: readonly (readonly [number, number])[], hosts: number): number[][] {
  const d = Array.from({ length: hosts }, (_, a) => Array.from({ length: hosts }, (_, b) => (a === b ? 0 : FAR)));
  for (const [a, b] of pairs) if (a !== b) d[a]![b] = d[b]![a] = 1;
  for (let k = 0; k < hosts; k++)
    for (let a = 0; a < hosts; a++)
      for (let b = 0; b < hosts; b++) d[a]![b] = Math.min(d[a]![b]!, d[a]![k]! + d[k]![b]!);
  return d;
}

describe('parts of the graph', () => {
  it('are those of the shortest ways', () => {
    const hosts = 12;
    const host = fc.integer({ min: 0, max: hosts - 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(host, host), { maxLength: 20 }), host, host, (list, a, b) => {
        const pairs = { first: list.map(p => p[0]), second: list.map(p => p[1]), length: list.length };
        const d = naiveDistances(list, hosts);
        const all = Array.from({ length: hosts }, (_, h) => h);
        expect([...hostsAround(pairs, hosts, a, 2)].sort()).toEqual(all.filter(h => d[a]![h]! <= 2).sort());
        const between = hostsBetween(pairs, hosts, a, b);
        expect(between.distance).toBe(d[a]![b] === FAR ? null : d[a]![b]);
        const expected = d[a]![b] === FAR ? [...new Set([a, b])] : all.filter(h => d[a]![h]! + d[h]![b]! === d[a]![b]);
        expect([...between.hosts].sort()).toEqual(expected.sort());
      }),
    );
  });
});
