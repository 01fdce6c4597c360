// What a search finds in the open source, whatever it is: hosts of records and flows, clients of an access log, keys of counts.
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { HostRow } from '../../../shared/model/host.ts';
import { WHOLE } from '../../../shared/model/series.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { counted, formatBytes, formatCount } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { addressesCalled, useAnnotations } from '../../state/annotations.ts';
import { showPlace } from '../../state/places.ts';
import { selectHost } from '../../state/selection.ts';
import { showSeries } from '../../state/series.ts';
import { useSource } from '../../state/source.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { groupingsOf } from '../series/groupings.ts';

export interface Found {
  readonly id: string;
  /** Address, or key. */
  readonly text: string;
  /** Where it is a host that sent or received. */
  readonly host: HostRow | null;
  readonly note: string;
  choose(): void;
}

interface Search {
  readonly found: readonly Found[];
  readonly total: number;
  /** What is searched for, in the singular: `host`. */
  readonly noun: string;
  readonly isAnswered: boolean;
  /** What was found is of what is typed now, not of what was before it. */
  readonly isCurrent: boolean;
}

const PAUSE = 120;

const nounOf = (info: SourceInfo | null): string =>
  info?.kind === 'requests' ? 'client' : info?.kind === 'series' ? 'key' : 'host';

/** At most `most` of those that have what was typed in their text, or name. */
export function useFound(typed: string, most: number): Search {
  const info = useSource(s => s.info);
  const [paused] = useDebouncedValue(typed.trim(), PAUSE);
  const asked = typed.trim() === '' ? '' : paused;
  const page = { search: asked, offset: 0, limit: most } as const;
  const isAsked = (kind: string): boolean => info !== null && asked !== '' && nounOf(info) === kind;
  const source = info?.source ?? 0;
  const addresses = [
    ...addressesCalled(
      useAnnotations(s => s.hosts),
      asked,
      most,
    ),
  ];
  const hosts = useAnswer(
    'hosts',
    isAsked('host') ? { source, ...page, addresses, sort: 'bytesSent', direction: 'desc' } : null,
  );
  const clients = useAnswer('requestValues', isAsked('client') ? { source, ...page, field: 'ip' } : null);
  const by = info ? (groupingsOf(info).find(one => one.by !== WHOLE)?.by ?? WHOLE) : WHOLE;
  const keys = useAnswer(
    'seriesKeys',
    isAsked('key') ? { source, ...page, series: { by }, sort: 'total', direction: 'desc' } : null,
  );
  const answer = hosts.value ?? clients.value ?? keys.value;
  return {
    found: [
      ...(hosts.value?.rows ?? []).map(foundHost),
      ...(clients.value?.rows ?? []).map(({ value, count }) => foundClient(value, count)),
      ...(keys.value?.rows ?? []).map(({ key, total }) => foundKey(by, key, total)),
    ],
    total: answer?.total ?? 0,
    noun: nounOf(info),
    isAnswered: answer !== undefined,
    isCurrent: answer !== undefined && asked === typed.trim() && !hosts.loading && !clients.loading && !keys.loading,
  };
}

/** Enter that comes before what it is meant for: the first function asks for `run` once all is there, the second forgets it. */
export function useOnceFound(isCurrent: boolean, run: () => void): readonly [ask: () => void, forget: () => void] {
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (!isAsked || !isCurrent) return;
    setAsked(false);
    run();
  });
  return [() => setAsked(true), () => setAsked(false)];
}

const foundHost = (host: HostRow): Found => ({
  id: `host ${host.id}`,
  text: host.address,
  host,
  note: `${formatBytes(host.bytesSent)} sent, ${formatBytes(host.bytesReceived)} received`,
  choose: () => selectHost({ id: host.id, address: host.address }),
});

const foundClient = (address: string, requests: number): Found => ({
  id: `client ${address}`,
  text: address,
  host: null,
  note: counted(requests, 'request'),
  choose() {
    selectHost({ id: 0, address });
    showPlace('access-log');
  },
});

const foundKey = (by: string, key: string, total: number): Found => ({
  id: `key ${key}`,
  text: printable(key),
  host: null,
  note: `${formatCount(total)} in all`,
  choose: () => showSeries({ by, key }),
});
