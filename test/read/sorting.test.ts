// Every column of the tables of bursts and of conversations puts its rows in order, both ways.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BURST_SORTS, type BurstRow, type BurstSort, DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import {
  CONVERSATION_SORTS,
  type ConversationRow,
  type ConversationSort,
  type HostEnd,
} from '../../shared/model/host.ts';
import { addressOrder, parseIpv4, parseIpv6 } from '../../shared/net/address.ts';
import { epochTime, nanosBetweenLossy } from '../../shared/unit/time.ts';
import { openFully } from '../build/traffic.ts';

const sample = fileURLToPath(new URL('../../assets/sample.pcapng', import.meta.url));
const all = { offset: 0, limit: 1000 };
const bursts = { ...DEFAULT_BURST_PARAMS, scope: 'flow' } as const;

/** Sorts as the host does, then by port. */
const end = (host: HostEnd | null, port: number | null): string =>
  host === null
    ? ''
    : `${addressOrder((parseIpv4(host.address) ?? parseIpv6(host.address))!)} ${String(port ?? 0).padStart(5, '0')}`;

const ofBurst: Readonly<Record<BurstSort, (row: BurstRow) => number | string>> = {
  burst: row => row.burst,
  src: row => end(row.src, row.srcPort),
  dst: row => end(row.dst, row.dstPort),
  protocol: row => (row.protocol === 'TCP' ? 6 : 17),
  start: row => epochTime(row.start),
  duration: row => nanosBetweenLossy(row.start, row.end),
  packets: row => row.packets,
  payloadBytes: row => row.payloadBytes,
  payloadMean: row => row.payloadMean,
  rate: row => row.rate ?? -1,
  gapBefore: row => row.gapBefore ?? -1,
};

const ofConversation: Readonly<Record<ConversationSort, (row: ConversationRow) => number | string>> = {
  a: row => end(row.a, row.aPort),
  b: row => end(row.b, row.bPort),
  protocol: row => row.protocol ?? '',
  service: row => row.service ?? '',
  state: row => row.state ?? '',
  flows: row => row.flows,
  packets: row => row.packetsAb + row.packetsBa,
  bytesAb: row => row.bytesAb,
  bytesBa: row => row.bytesBa,
  bytes: row => row.bytesAb + row.bytesBa,
  payload: row => row.payloadAb + row.payloadBa,
  start: row => epochTime(row.start),
  duration: row => nanosBetweenLossy(row.start, row.end),
  connections: row => row.connections,
  bursts: row => row.bursts,
};

/** Ascending values ascend, descending ones are those from the end. */
function expectOrder(ascending: readonly (number | string)[], descending: readonly (number | string)[]): void {
  expect(ascending.length).toBeGreaterThan(20);
  expect(ascending).toEqual([...ascending].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  expect(descending).toEqual([...ascending].reverse());
}

describe('sorted tables', () => {
  it.each(BURST_SORTS)('of bursts by %s', async sort => {
    const { engine, source } = await openFully(sample);
    const rows = async (direction: 'asc' | 'desc') =>
      (await engine.call('bursts', { source, ...all, params: bursts, sort, direction })).rows.map(ofBurst[sort]);
    expectOrder(await rows('asc'), await rows('desc'));
  });

  it.each(['pair', 'flow'] as const)('of conversations by %s', async by => {
    const { engine, source } = await openFully(sample);
    for (const sort of CONVERSATION_SORTS) {
      const rows = async (direction: 'asc' | 'desc') =>
        (await engine.call('conversations', { source, ...all, by, bursts, sort, direction })).rows.map(
          ofConversation[sort],
        );
      expectOrder(await rows('asc'), await rows('desc'));
    }
  });
});
