// What the selected hosts are called: the selection knows their addresses alone.
import { useMemo } from 'react';
import { type Named, useHostCalled } from './annotations.ts';
import { type SelectedHost, useSelection } from './selection.ts';
import { useSource } from './source.ts';
import { useAnswer } from './use-answer.ts';

interface SelectedNames {
  readonly host: Named | null;
  readonly peer: Named | null;
}

/** The selected hosts with the names that the capture has for them, once they are known. */
function useSelectedNames(): SelectedNames {
  const info = useSource(s => s.info);
  const { host, peer } = useSelection();
  const hosts = [host, peer].flatMap(one => (one ? [one.id] : []));
  const hasHosts = info !== null && info.kind !== 'requests';
  const { value } = useAnswer('hostEnds', hosts.length === 0 || !hasHosts ? null : { source: info.source, hosts });
  return useMemo(() => {
    // An answer of the selection before is of other hosts.
    const named = (one: SelectedHost | null): Named | null =>
      one && { address: one.address, name: value?.find(end => end?.address === one.address)?.name };
    return { host: named(host), peer: named(peer) };
  }, [host, peer, value]);
}

/** What the selected hosts are called: by the user, else in the capture, else their address. */
export function useSelectedCalled(): (host: Named) => string {
  const called = useHostCalled();
  const { host, peer } = useSelectedNames();
  return one => called([host, peer].find(known => known?.address === one.address) ?? one);
}
