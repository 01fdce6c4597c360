// What the keys of a timing scope are called: hosts, streams, flows, conversations.
import type { KeyName } from '../../shared/model/gap.ts';
import type { GapDirection, TimingScope } from '../../shared/model/timing.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import type { GroupScope } from '../timing/groups.ts';
import { hostEnd } from './host-end.ts';
import { addressOf } from './host-rows.ts';

/** Records that the gaps of a scope are between. */
export function groupScope(scope: TimingScope, direction: GapDirection): GroupScope {
  if (scope !== 'host') return scope;
  return direction === 'idt' ? 'sender' : 'receiver';
}

/** Hosts and ports of a key; -1 and null where its scope has no such part. */
interface KeyEnds {
  readonly a: number;
  readonly b: number;
  readonly aPort: number | null;
  readonly bPort: number | null;
  readonly protocol: number | null;
}

export function keyEnds({ flows }: CaptureStore, scope: TimingScope, key: number): KeyEnds {
  const none = { aPort: null, bPort: null, protocol: null };
  switch (scope) {
    case 'host':
      return { a: key, b: -1, ...none };
    case 'flow':
      return {
        a: flows.aHost[key]!,
        b: flows.bHost[key]!,
        aPort: flows.aPort(key),
        bPort: flows.bPort(key),
        protocol: flows.protocol[key]!,
      };
    default: {
      const pairs = scope === 'stream' ? flows.streams : flows.conversations;
      return { a: pairs.first[key]!, b: pairs.second[key]!, ...none };
    }
  }
}

const withPort = (address: string, port: number | null): string => {
  if (port === null) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
};

/**
 * The key as text: `10.0.0.1`, `10.0.0.1,10.0.0.2`, `10.0.0.1:4000,10.0.0.2:80,TCP`. `address`: where the texts of hosts
 * are known already.
 */
export function keyText(
  store: CaptureStore,
  scope: TimingScope,
  key: number,
  address: (host: number) => string = host => addressOf(store, host),
): string {
  const { a, b, aPort, bPort, protocol } = keyEnds(store, scope, key);
  if (b < 0) return address(a);
  const ends = `${withPort(address(a), aPort)},${withPort(address(b), bPort)}`;
  return protocol === null ? ends : `${ends},${ipProtocolName(protocol)}`;
}

export function keyName(store: CaptureStore, scope: TimingScope, key: number): KeyName {
  const { a, b, aPort, bPort, protocol } = keyEnds(store, scope, key);
  return {
    key,
    text: keyText(store, scope, key),
    a: hostEnd(store, a),
    b: b < 0 ? null : hostEnd(store, b),
    aPort,
    bPort,
    protocol: protocol === null ? null : ipProtocolName(protocol),
  };
}
