// Keys and values that are searched for by what their hosts are called.
import { nameOf } from '../read/host-end.ts';
import type { Source } from './source.ts';

interface Search {
  readonly search?: string | undefined;
  readonly addresses?: readonly string[] | undefined;
}

/** Whether a host of a key (one, or a pair with a comma between) is asked for, or has a name with what is searched for. */
export async function namedKeys(
  source: Source,
  { search = '', addresses = [] }: Search,
): Promise<(key: string) => boolean> {
  if (search === '') return () => false;
  const wanted = search.toLowerCase();
  const asked = new Set(addresses);
  const store = source.has('flows') ? await source.answer(view => view.store, undefined) : undefined;
  const isNamed = (address: string): boolean =>
    asked.has(address) || (store !== undefined && nameOf(store, address)?.toLowerCase().includes(wanted) === true);
  return key => key.split(',').some(isNamed);
}
