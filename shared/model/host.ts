// Hosts and conversations, as views and CSV show them (DEFINITIONS sections 1 and 8).
import type { Time } from '../unit/time.ts';
import type { FlowName, HostName, NameSource } from './name.ts';
import type { GapSummary } from './summary.ts';

export type HostRole = 'private' | 'public' | 'multicast' | 'broadcast' | 'unspecified' | 'loopback';

/** A host as it is named beside others: the same in every row that has one. */
export interface HostEnd {
  /** Number of the host within its source. */
  readonly id: number;
  readonly address: string;
  readonly name: string | null;
  readonly role: HostRole;
}

export interface HostRow {
  /** Number of the host within its source. */
  readonly id: number;
  readonly address: string;
  readonly role: HostRole;
  readonly name: string | null;
  /** What gave the host that name. */
  readonly nameSource: NameSource | null;
  readonly mac: string | null;
  readonly packetsSent: number;
  readonly packetsReceived: number;
  /** Original length of the records. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly payloadSent: number;
  readonly payloadReceived: number;
  readonly peers: number;
  readonly first: Time;
  readonly last: Time;
}

/** A host with all its names, in the order in which they were first said, and the gaps between what it sent (IDT) and received (IAT). */
export interface HostDetail {
  readonly host: HostRow;
  readonly names: readonly HostName[];
  readonly idt: GapSummary;
  readonly iat: GapSummary;
}

/** What a row of the conversations table stands for. */
export type ConversationBy = 'pair' | 'flow';

export interface ConversationRow {
  /** Number of the conversation, or of the flow when the rows are flows. */
  readonly id: number;
  readonly a: HostEnd;
  readonly b: HostEnd;
  readonly aPort: number | null;
  readonly bPort: number | null;
  readonly protocol: string | null;
  /** Of a flow: what it was seen to carry, else what IANA has its ports registered for; null for a pair. */
  readonly service: string | null;
  /** Of a flow: the host name that its client asked for (TLS, QUIC, HTTP); null for a pair. */
  readonly name: string | null;
  readonly packetsAb: number;
  readonly packetsBa: number;
  readonly bytesAb: number;
  readonly bytesBa: number;
  readonly payloadAb: number;
  readonly payloadBa: number;
  readonly start: Time;
  readonly end: Time;
  readonly flows: number;
  readonly connections: number;
  /** State of the flow (DEFINITIONS section 5); null for a pair. */
  readonly state: FlowState | null;
  readonly bursts: number;
}

export type FlowState = 'new' | 'connecting' | 'established' | 'closing' | 'closed' | 'reset';

export interface ConversationDetail {
  readonly row: ConversationRow;
  /** What the handshake, or the first request, of a flow says; null without one, and for a pair. */
  readonly asked: FlowName | null;
  /** Gaps between the records of one direction, of both directions together. */
  readonly iat: GapSummary;
}

/** Columns that the conversations table can be sorted by, named as in the row; both directions together where none is named. */
export const CONVERSATION_SORTS = [
  'a',
  'b',
  'protocol',
  'service',
  'state',
  'flows',
  'packets',
  'bytesAb',
  'bytesBa',
  'bytes',
  'payload',
  'start',
  'duration',
  'connections',
  'bursts',
] as const;
export type ConversationSort = (typeof CONVERSATION_SORTS)[number];
