// Columns of tables that are reports and stand in the window, too (DEFINITIONS section 8).
import { type Columns, numberCell, secondsCell } from '../unit/cell.ts';
import { epochTime, isoTime, nanosBetween, secondsText } from '../unit/time.ts';
import type { BurstRow } from './burst.ts';
import type { ConversationRow, HostRow } from './host.ts';
import type { GapSummary } from './summary.ts';

/** A burst, as the report bursts has it. */
export const BURST_COLUMNS: Columns<BurstRow> = [
  ['burst', 'integer', b => numberCell(b.burst)],
  ['scope', 'text', b => b.scope],
  ['src', 'text', b => b.src?.address ?? null],
  ['dst', 'text', b => b.dst?.address ?? null],
  ['protocol', 'text', b => b.protocol],
  ['src_port', 'integer', b => numberCell(b.srcPort)],
  ['dst_port', 'integer', b => numberCell(b.dstPort)],
  ['start', 'time', b => isoTime(b.start)],
  ['start_epoch', 'epoch', b => epochTime(b.start)],
  ['end_epoch', 'epoch', b => epochTime(b.end)],
  ['duration_s', 'number', b => secondsText(nanosBetween(b.start, b.end))],
  ['packets', 'integer', b => numberCell(b.packets)],
  ['relevant_packets', 'integer', b => numberCell(b.relevantPackets)],
  ['payload_bytes', 'integer', b => numberCell(b.payloadBytes)],
  ['wire_bytes', 'integer', b => numberCell(b.wireBytes)],
  ['payload_mean', 'number', b => numberCell(b.payloadMean)],
  ['payload_min', 'integer', b => numberCell(b.payloadMin)],
  ['payload_max', 'integer', b => numberCell(b.payloadMax)],
  ['rate_bytes_per_s', 'number', b => numberCell(b.rate)],
  ['gap_before_s', 'number', b => secondsCell(b.gapBefore)],
  ['inner_gap_mean_s', 'number', b => secondsCell(b.innerGapMean)],
  ['inner_gap_max_s', 'number', b => secondsCell(b.innerGapMax)],
];

/** A host without its gaps. */
export const HOST_COLUMNS: Columns<HostRow> = [
  ['address', 'text', h => h.address],
  ['name', 'text', h => h.name],
  ['mac', 'text', h => h.mac],
  ['packets_sent', 'integer', h => numberCell(h.packetsSent)],
  ['packets_received', 'integer', h => numberCell(h.packetsReceived)],
  ['bytes_sent', 'integer', h => numberCell(h.bytesSent)],
  ['bytes_received', 'integer', h => numberCell(h.bytesReceived)],
  ['payload_sent', 'integer', h => numberCell(h.payloadSent)],
  ['payload_received', 'integer', h => numberCell(h.payloadReceived)],
  ['peers', 'integer', h => numberCell(h.peers)],
  ['first_epoch', 'epoch', h => epochTime(h.first)],
  ['last_epoch', 'epoch', h => epochTime(h.last)],
];

/** Which conversation a row is. */
export const CONVERSATION_END_COLUMNS: Columns<ConversationRow> = [
  ['a', 'text', c => c.a.address],
  ['b', 'text', c => c.b.address],
];

/** Which flow a row is. */
export const FLOW_END_COLUMNS: Columns<ConversationRow> = [
  ['a', 'text', c => c.a.address],
  ['a_port', 'integer', c => numberCell(c.aPort)],
  ['b', 'text', c => c.b.address],
  ['b_port', 'integer', c => numberCell(c.bPort)],
  ['protocol', 'text', c => c.protocol],
  ['service', 'text', c => c.service],
  ['name', 'text', c => c.name],
];

/** A conversation or flow behind its ends, without its gaps. */
export const CONVERSATION_COLUMNS: Columns<ConversationRow> = [
  ['packets_ab', 'integer', c => numberCell(c.packetsAb)],
  ['packets_ba', 'integer', c => numberCell(c.packetsBa)],
  ['bytes_ab', 'integer', c => numberCell(c.bytesAb)],
  ['bytes_ba', 'integer', c => numberCell(c.bytesBa)],
  ['payload_ab', 'integer', c => numberCell(c.payloadAb)],
  ['payload_ba', 'integer', c => numberCell(c.payloadBa)],
  ['start_epoch', 'epoch', c => epochTime(c.start)],
  ['duration_s', 'number', c => secondsText(nanosBetween(c.start, c.end))],
  ['connections', 'integer', c => numberCell(c.connections)],
  ['state', 'text', c => c.state],
  ['bursts', 'integer', c => numberCell(c.bursts)],
];

/** The summary of section 2. */
export const GAP_COLUMNS: Columns<GapSummary> = [
  ['n', 'integer', g => numberCell(g.n)],
  ['min_s', 'number', g => secondsCell(g.min)],
  ['max_s', 'number', g => secondsCell(g.max)],
  ['mean_s', 'number', g => secondsCell(g.mean)],
  ['sd_s', 'number', g => secondsCell(g.sd)],
  ['median_s', 'number', g => secondsCell(g.median)],
  ['p25_s', 'number', g => secondsCell(g.p25)],
  ['p75_s', 'number', g => secondsCell(g.p75)],
  ['p90_s', 'number', g => secondsCell(g.p90)],
  ['p95_s', 'number', g => secondsCell(g.p95)],
  ['p99_s', 'number', g => secondsCell(g.p99)],
  ['mad_s', 'number', g => secondsCell(g.mad)],
  ['cv', 'number', g => numberCell(g.cv)],
  ['burstiness', 'number', g => numberCell(g.burstiness)],
  ['burstiness_n', 'number', g => numberCell(g.burstinessFinite)],
  ['memory', 'number', g => numberCell(g.memory)],
];
