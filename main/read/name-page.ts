// The names that a capture gives to addresses: searched, sorted, a page at a time.
import type { Page, SessionCalls } from '../../shared/contract/calls.ts';
import type { NameSort } from '../../shared/contract/overview-calls.ts';
import type { HostName } from '../../shared/model/name.ts';
import type { NameRow } from '../../shared/model/overview.ts';
import { addressText } from '../../shared/net/address.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';
import { addressOf } from './host-rows.ts';
import { pageOf } from './page.ts';

type Request = Parameters<SessionCalls['names']>[0];

interface Named {
  readonly bytes: Uint8Array;
  readonly address: string;
  readonly said: HostName;
}

/** Addresses sort as numbers, IPv4 first. */
const addressKey = (bytes: Uint8Array): string => bytes.length + String.fromCharCode(...bytes);

const VALUES: Readonly<Record<NameSort, (named: Named) => number | string>> = {
  name: ({ said }) => said.name.toLowerCase(),
  address: ({ bytes }) => addressKey(bytes),
  source: ({ said }) => said.source,
  count: ({ said }) => said.count,
  first: ({ said }) => said.first,
};

export function namePage(view: CaptureView, request: Request): Page<NameRow> {
  const { store } = view;
  const wanted = request.search?.trim().toLowerCase() ?? '';
  const found: Named[] = [];
  for (const [bytes, names] of store.names.all()) {
    const address = addressText(bytes);
    for (const said of names) {
      if (address.includes(wanted) || said.name.toLowerCase().includes(wanted)) found.push({ bytes, address, said });
    }
  }
  const hosts = new Map<string, number>();
  for (let h = 0; h < view.hosts; h++) hosts.set(addressOf(store, h), h);
  return pageOf(found, VALUES[request.sort], request.direction, request, ({ address, said }) => {
    const host = hosts.get(address);
    return { ...said, address, host: host === undefined ? null : hostEnd(store, host), time: timeOf(view, said.first) };
  });
}

function timeOf({ store }: CaptureView, record: number): NameRow['time'] {
  const { seconds, nanos, length } = store.columns;
  return record < 1 || record > length ? null : [seconds[record - 1]!, nanos[record - 1]!];
}
