// The selection as a display filter that Wireshark understands, too. Pure.
import { epochTime, type Time, type TimeRange } from '../../shared/unit/time.ts';
import type { Named } from './annotations.ts';
import type { Selection } from './selection.ts';

/** What the number of the selected flow stands for. */
export interface FlowEnds {
  readonly protocol: string | null;
  readonly a: Named;
  readonly b: Named;
  readonly aPort: number | null;
  readonly bPort: number | null;
}

/** What the number of the selected burst stands for; null: its scope has no such side. */
export interface BurstEnds {
  readonly src: Named | null;
  readonly dst: Named | null;
  readonly start: Time;
  readonly end: Time;
}

export interface Ends {
  readonly flow?: FlowEnds | undefined;
  readonly burst?: BurstEnds | undefined;
}

const layerOf = (address: string): string => (address.includes(':') ? 'ipv6' : 'ip');

/** Holds for what a host sent or received. */
export const hostTest = (address: string): string => `${layerOf(address)}.addr == ${address}`;

const PORT_FIELDS: Readonly<Record<string, string>> = {
  tcp: 'tcp.port',
  udp: 'udp.port',
  sctp: 'sctp.port',
  dccp: 'dccp.port',
};

export const portTest = (protocol: string, port: number): string | null => {
  const field = PORT_FIELDS[protocol.toLowerCase()];
  return field === undefined ? null : `${field} == ${port}`;
};

function flowTests({ protocol, a, b, aPort, bPort }: FlowEnds): string[] {
  const ports = [aPort, bPort].map(port => (port === null ? null : portTest(protocol ?? '', port)));
  return [hostTest(a.address), hostTest(b.address), ...ports.filter(test => test !== null)];
}

function timeTests({ from, to }: TimeRange): string[] {
  return [
    ...(from ? [`frame.time_epoch >= ${epochTime(from)}`] : []),
    // The end of a range is left out of it.
    ...(to ? [`frame.time_epoch < ${epochTime(to)}`] : []),
  ];
}

function burstTests({ src, dst, start, end }: BurstEnds): string[] {
  return [
    ...(src === null ? [] : [`${layerOf(src.address)}.src == ${src.address}`]),
    ...(dst === null ? [] : [`${layerOf(dst.address)}.dst == ${dst.address}`]),
    `frame.time_epoch >= ${epochTime(start)}`,
    `frame.time_epoch <= ${epochTime(end)}`,
  ];
}

/** Both tests; an alternative in one of them is kept together. */
export function both(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return `${grouped(a)} && ${grouped(b)}`;
}

const grouped = (test: string): string => (/\|\||\bor\b|\bxor\b|\^\^/.test(test) ? `(${test})` : test);

/** What is selected beside the filter; null when nothing is. */
export function selectionTest(selection: Selection, { flow, burst }: Ends = {}): string | null {
  const { host, peer, range, record } = selection;
  if (record !== null) return `frame.number == ${record}`;
  const tests: string[] = [];
  if (selection.burst !== null && burst) tests.push(...burstTests(burst));
  else if (range) tests.push(...timeTests(range));
  if (selection.flow !== null && flow) tests.push(...flowTests(flow));
  else if (host && (selection.burst === null || !burst)) {
    tests.push(hostTest(host.address));
    if (peer) tests.push(hostTest(peer.address));
  }
  return tests.length === 0 ? null : tests.join(' && ');
}

/** All of the selection, its filter among it; null when nothing is selected. */
export const selectionFilter = (selection: Selection, ends?: Ends): string | null =>
  both(selection.filter, selectionTest(selection, ends));

/** Everything but what is selected; the filter in force stays. */
export function withoutSelection(selection: Selection, ends?: Ends): string | null {
  const test = selectionTest(selection, ends);
  return test === null ? selection.filter : both(selection.filter, `!(${test})`);
}
