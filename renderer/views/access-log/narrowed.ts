// What narrows the access log beside time range, filter and host of the selection: values of fields that were clicked.
import { useMemo } from 'react';
import { create } from 'zustand';
import type { RequestField, RequestWhere } from '../../../shared/model/request.ts';
import { link } from '../../state/link.ts';
import { type Scope, useScope } from '../../state/scope.ts';
import { selectHost, useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';

interface Narrowed {
  readonly where: readonly RequestWhere[];
}

export const useNarrowed = create<Narrowed>(() => ({ where: [] }));

// Values of one source mean nothing in another.
useSource.subscribe((now, before) => {
  if (now.info?.source !== before.info?.source) useNarrowed.setState({ where: [] });
});

/** Only requests with this value of the field, which any other value of it gives way to. */
export function narrow(field: RequestField, value: string): void {
  if (field === 'ip') {
    void chooseHost(value);
    return;
  }
  useNarrowed.setState(({ where }) => ({ where: [...where.filter(one => one.field !== field), { field, value }] }));
}

export function widen(field: RequestField): void {
  if (field === 'ip') selectHost(null);
  else useNarrowed.setState(({ where }) => ({ where: where.filter(one => one.field !== field) }));
}

export const widenAll = (): void => useNarrowed.setState({ where: [] });

/** Hosts found at once: one of them has exactly the address that was searched for. */
const FOUND = 100;

/** Selects a host for all panels: by its number where the source knows hosts, else by its address alone. */
export async function chooseHost(address: string): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  if (!info.has.includes('flows')) {
    selectHost({ id: 0, address });
    return;
  }
  const question = { search: address, sort: 'address', direction: 'asc', offset: 0, limit: FOUND } as const;
  const { rows } = await link().call('hosts', { source: info.source, ...question });
  const host = rows.find(row => row.address === address);
  if (host) selectHost({ id: host.id, address });
}

interface Question extends Scope {
  readonly source: number;
  readonly where?: readonly RequestWhere[];
}

/** What every panel asks about; null while nothing is open. `all`: of whatever time. */
export function useQuestion(all = false): Question | null {
  const source = useSource(s => s.info?.source);
  const host = useSelection(s => s.host?.address);
  const scope = useScope();
  const chosen = useNarrowed(s => s.where);
  return useMemo(() => {
    if (source === undefined) return null;
    const where: RequestWhere[] = [...(host === undefined ? [] : [{ field: 'ip' as const, value: host }]), ...chosen];
    const { range, filter } = scope;
    return {
      source,
      ...(range && !all ? { range } : {}),
      ...(filter === undefined ? {} : { filter }),
      ...(where.length > 0 && { where }),
    };
  }, [source, host, scope, chosen, all]);
}
