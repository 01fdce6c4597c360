// What hosts are called that rows name by their address alone: keys of series, hosts of requests. The capture is asked for
// the addresses that are on screen, all of one turn together.
import { useCallback, useEffect } from 'react';
import { create } from 'zustand';
import { parseAddress } from '../../shared/net/address.ts';
import { useHostCalled } from './annotations.ts';
import { beginWork } from './idle.ts';
import { link } from './link.ts';
import { useSource } from './source.ts';

/** As many as one call takes. */
const AT_ONCE = 1000;

const NONE: ReadonlyMap<string, string | null> = new Map();

/** By address; null: the capture has none. */
const useKnown = create<{ readonly names: ReadonlyMap<string, string | null> }>(() => ({ names: NONE }));

let asked = new Set<string>();
let waiting: string[] = [];

useSource.subscribe((now, before) => {
  const isOther = now.info?.source !== before.info?.source;
  if (!isOther && now.version === before.version) return;
  asked = new Set();
  waiting = [];
  if (isOther) useKnown.setState({ names: NONE });
});

/** Asks for those that nobody asked for, once this turn is over. */
function want(addresses: readonly string[]): void {
  const more = addresses.filter(address => !asked.has(address));
  if (more.length === 0) return;
  for (const address of more) asked.add(address);
  waiting.push(...more);
  if (waiting.length > more.length) return;
  const done = beginWork();
  queueMicrotask(() => void read().finally(done));
}

async function read(): Promise<void> {
  const { info } = useSource.getState();
  while (info && waiting.length > 0) {
    const addresses = waiting.splice(0, AT_ONCE);
    // Without an answer they keep their addresses: what else asks the source says why.
    const names = await link()
      .call('addressNames', { source: info.source, addresses })
      .catch(() => []);
    if (useSource.getState().info?.source !== info.source) return;
    useKnown.setState(known => ({
      names: new Map([...known.names, ...names.map((name, i) => [addresses[i]!, name] as const)]),
    }));
  }
}

/** Addresses that a key of a series names: a host, or both of a pair. None of it is an address: it is something else. */
function addressesIn(key: string): readonly string[] {
  const parts = key.split(',');
  return parts.every(part => parseAddress(part) !== undefined) ? parts : [];
}

/** The names that the capture has for these addresses, once they are known. */
function useCaptureNames(addresses: readonly string[]): ReadonlyMap<string, string | null> {
  const version = useSource(s => s.version);
  const hasHosts = useSource(s => s.info?.has.includes('flows') ?? false);
  const key = addresses.join();
  useEffect(() => {
    if (version >= 0 && hasHosts && key !== '') want(key.split(','));
  }, [version, hasHosts, key]);
  return useKnown(s => s.names);
}

/** The capture's name of one address. */
export const useCaptureName = (address: string): string | null =>
  useCaptureNames(addressesIn(address)).get(address) ?? null;

/** What keys are called: hosts by the user, in the capture, or by their address; undefined: the key is of no host. */
export function useKeysCalled(keys: readonly string[]): (key: string) => string | undefined {
  const names = useCaptureNames(keys.flatMap(addressesIn));
  const called = useHostCalled();
  return useCallback(
    key => {
      const hosts = addressesIn(key);
      if (hosts.length === 0) return undefined;
      return hosts.map(address => called({ address, name: names.get(address) })).join(' ↔ ');
    },
    [names, called],
  );
}
