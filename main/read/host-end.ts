// A host as it is named beside others.
import type { HostEnd } from '../../shared/model/host.ts';
import { addressText, hostRole, parseAddress } from '../../shared/net/address.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import { shownName } from '../tables/name-table.ts';

export function hostEnd({ addresses, names }: CaptureStore, host: number): HostEnd {
  const bytes = addresses.copyBytes(host);
  return {
    id: host,
    address: addressText(bytes),
    name: shownName(names.of(bytes))?.name ?? null,
    role: hostRole(bytes),
  };
}

/** What the capture calls an address; null: nothing, or the text is no address. */
export function nameOf({ names }: CaptureStore, address: string): string | null {
  const bytes = parseAddress(address);
  return (bytes && shownName(names.of(bytes))?.name) ?? null;
}
