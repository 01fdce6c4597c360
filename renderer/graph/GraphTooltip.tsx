// What lies under the pointer in the graph: a host with what it sent and received, or an edge with what went over it.
import type { GraphNode, HostGraph } from '../../shared/model/host.ts';
import { formatBytes } from '../../shared/unit/format.ts';
import { counted } from '../ui/counted.ts';
import { ROLE_TEXT, RoleMark } from '../ui/RoleMark.tsx';
import type { Hovered } from './graph-view.ts';
import classes from './HostGraph.module.css';

interface Props {
  readonly hovered: Hovered | null;
  readonly graph: HostGraph | undefined;
}

export function GraphTooltip({ hovered, graph }: Props) {
  if (!hovered || !graph) return null;
  const node = graph.nodes.find(({ id }) => id === hovered.host);
  const edge = graph.edges.find(({ stream }) => stream === hovered.stream);
  const nameOf = (id: number): string => {
    const host = graph.nodes.find(other => other.id === id);
    return host ? (host.name ?? host.address) : '';
  };
  return (
    <div
      className={classes.tooltip}
      data-left={hovered.x > hovered.width / 2 || undefined}
      data-up={hovered.y > hovered.height / 2 || undefined}
      style={{ left: hovered.x, top: hovered.y }}
      aria-hidden="true"
    >
      {node && <HostLines host={node} />}
      {edge && (
        <>
          <strong>
            {nameOf(edge.src)} → {nameOf(edge.dst)}
          </strong>
          <span>
            {counted(edge.packets, 'packet')}, {formatBytes(edge.bytes)}
          </span>
          <span className={classes.dim}>{formatBytes(edge.payload)} payload</span>
        </>
      )}
    </div>
  );
}

function HostLines({ host }: { readonly host: GraphNode }) {
  return (
    <>
      <strong>{host.name ?? host.address}</strong>
      {host.name && <span>{host.address}</span>}
      <span className={classes.dim}>
        <RoleMark role={host.role} /> {ROLE_TEXT[host.role]}, {counted(host.peers, 'peer')}
      </span>
      <span>
        ↑ {counted(host.packetsSent, 'packet')}, {formatBytes(host.bytesSent)}
      </span>
      <span>
        ↓ {counted(host.packetsReceived, 'packet')}, {formatBytes(host.bytesReceived)}
      </span>
    </>
  );
}
