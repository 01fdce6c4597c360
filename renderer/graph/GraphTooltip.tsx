// What lies under the pointer in the graph: a host or a group with what it sent and received, or an edge with what went over it.
import type { GraphEdge, GraphGroup, GraphNode, HostGraph } from '../../shared/model/graph.ts';
import { formatBytes } from '../../shared/unit/format.ts';
import { type Named, useHostCalled } from '../state/annotations.ts';
import { counted } from '../ui/counted.ts';
import { ROLE_TEXT, RoleMark } from '../ui/RoleMark.tsx';
import type { Hovered } from './graph-pointer.ts';
import classes from './HostGraph.module.css';

interface Props {
  readonly hovered: Hovered | null;
  readonly graph: HostGraph | undefined;
}

/** What people call a node of the graph, by the number that edges have for it. */
function nodeName({ nodes, groups }: HostGraph, node: number, called: (host: Named) => string): string {
  if (node < 0) return groups[-1 - node]?.key ?? '';
  const host = nodes.find(({ id }) => id === node);
  return host ? called(host) : '';
}

export function GraphTooltip({ hovered, graph }: Props) {
  if (!hovered || !graph) return null;
  const { node, edge } = hovered;
  return (
    <div
      className={classes.tooltip}
      data-left={hovered.x > hovered.width / 2 || undefined}
      data-up={hovered.y > hovered.height / 2 || undefined}
      style={{ left: hovered.x, top: hovered.y }}
      aria-hidden="true"
      data-picture-skip
    >
      {node?.kind === 'host' && <HostLines host={node.host} />}
      {node?.kind === 'group' && <GroupLines group={node.group} />}
      {edge && <EdgeLines edge={edge} graph={graph} />}
      {hovered.back && <EdgeLines edge={hovered.back} graph={graph} />}
    </div>
  );
}

function EdgeLines({ edge, graph }: { readonly edge: GraphEdge; readonly graph: HostGraph }) {
  const called = useHostCalled();
  return (
    <>
      <strong>
        {nodeName(graph, edge.src, called)} → {nodeName(graph, edge.dst, called)}
      </strong>
      <span>
        {edge.packets > 0 && `${counted(edge.packets, 'packet')}, `}
        {formatBytes(edge.bytes)}
      </span>
      <span className={classes.dim}>{formatBytes(edge.payload)} payload</span>
    </>
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
      <Traffic node={host} />
    </>
  );
}

function GroupLines({ group }: { readonly group: GraphGroup }) {
  return (
    <>
      <strong>{group.key}</strong>
      <span className={classes.dim}>{counted(group.hosts, 'host')} drawn as one</span>
      <Traffic node={group} />
      <span className={classes.dim}>
        {group.expands ? 'Click to take it apart' : 'The busiest of its hosts are shown; search or filter for others'}
      </span>
    </>
  );
}

function Traffic({ node }: { readonly node: GraphNode | GraphGroup }) {
  return (
    <>
      <span>
        ↑ {node.packetsSent > 0 && `${counted(node.packetsSent, 'packet')}, `}
        {formatBytes(node.bytesSent)}
      </span>
      <span>
        ↓ {node.packetsReceived > 0 && `${counted(node.packetsReceived, 'packet')}, `}
        {formatBytes(node.bytesReceived)}
      </span>
    </>
  );
}
