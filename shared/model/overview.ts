// What a capture holds at a glance: who and what sent most, and what is worth a look.
import type { Time } from '../unit/time.ts';
import type { HostEnd } from './host.ts';
import type { NameSource } from './name.ts';
import type { PairMeasure } from './window.ts';

/** What was sent and received; of a port: what came from it and what went to it. */
export interface TwoWays {
  readonly packetsSent: number;
  readonly packetsReceived: number;
  readonly payloadSent: number;
  readonly payloadReceived: number;
}

export interface TalkerRow extends TwoWays {
  readonly host: HostEnd;
}

export interface PortRow extends TwoWays {
  readonly port: number;
  /** What the port is registered for; null when it is not. */
  readonly service: string | null;
}

export interface ProtocolRow {
  readonly name: string;
  readonly packets: number;
  readonly payload: number;
}

export interface PairRow {
  readonly a: HostEnd;
  readonly b: HostEnd;
  readonly packets: number;
  readonly payload: number;
}

/** Rows in two orders: by what was sent, and by what was received. */
export interface Ranked<Row> {
  readonly sent: readonly Row[];
  readonly received: readonly Row[];
}

export interface Overview {
  /** Records (of a log: flows) of the scope, and those of them without IP. */
  readonly records: number;
  readonly withoutIp: number;
  /** Of the first and the last of them; null when there is none. */
  readonly start: Time | null;
  readonly end: Time | null;
  readonly packets: number;
  /** Original lengths of IP records. */
  readonly bytes: number;
  readonly payload: number;
  readonly hosts: number;
  readonly pairs: number;
  readonly talkers: Ranked<TalkerRow>;
  readonly tcpPorts: Ranked<PortRow>;
  readonly udpPorts: Ranked<PortRow>;
  /** IP protocols, most payload first. */
  readonly transports: readonly ProtocolRow[];
  /** Kinds of payload, by record (DEFINITIONS section 1), most payload first; empty for a log, which does not say. */
  readonly kinds: readonly ProtocolRow[];
  readonly busiest: readonly PairRow[];
}

/** Something worth a look, and what leads to its evidence. */
export type Finding = BeaconFinding | BurstFinding | OutlierFinding | SilenceFinding;

export interface BeaconFinding {
  readonly kind: 'beacon';
  readonly src: HostEnd;
  readonly dst: HostEnd;
  readonly connections: number;
  /** Nanoseconds; null without a period. */
  readonly period: number | null;
  /** Of RITA, from 0 to 1. */
  readonly score: number;
  /** At most this likely when starts are memoryless; null without a period. */
  readonly pValue: number | null;
  /** Share of the expected ticks that were seen; null without a period. */
  readonly ticks: number | null;
  /** Other hosts that the source connects to at the same period: a look-up of a name before each visit, say. */
  readonly alike: readonly HostEnd[];
}

export interface BurstFinding {
  readonly kind: 'burst';
  readonly burst: number;
  /** null: the scope of bursts has no such side. */
  readonly src: HostEnd | null;
  readonly dst: HostEnd | null;
  readonly start: Time;
  readonly end: Time;
  readonly packets: number;
  readonly payload: number;
}

/** A pair far out in a window that it does not share with a stronger one of the same two hosts. */
export interface OutlierFinding {
  readonly kind: 'outlier';
  readonly src: HostEnd;
  readonly dst: HostEnd;
  readonly from: Time;
  readonly to: Time;
  readonly measure: PairMeasure;
  /** Of ports: those of connections that the source began. */
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Bytes that the source sent to the destination in the window, and got from it. */
  readonly sent: number;
  readonly received: number;
}

/** A gap between two records, one after the other, that stands apart from all others. */
export interface SilenceFinding {
  readonly kind: 'silence';
  /** Of the records around it. */
  readonly from: Time;
  readonly to: Time;
  /** The median of the gaps above 0, in nanoseconds. */
  readonly median: number;
}

/** A name of an address, as one source gave it. */
export interface NameRow {
  readonly name: string;
  readonly source: NameSource;
  readonly host: HostEnd | null;
  readonly address: string;
  /** Records (for pcapng: entries of the file) that said so. */
  readonly count: number;
  /** Numbers of the first and the last of them, from 1; 0 when no record said it but the file. */
  readonly first: number;
  readonly last: number;
  /** Time of the first of them; null when no record said it. */
  readonly time: Time | null;
}
