// The graph of who talks to whom: hosts, groups of the hosts that there is no room for, and what they sent each other.
import type { HostRow } from './host.ts';

export interface GraphNode extends HostRow {
  /** Left out of the picture unless asked for: 0.0.0.0 and 255.255.255.255. */
  readonly hidden: boolean;
}

/** Hosts that share the first bits of their address, drawn as one. */
export interface GraphGroup {
  /** Their common prefix, as `10.1.0.0/16`, which names the group as long as it is not split; `other hosts` for those with none in common. */
  readonly key: string;
  /** Asked for with `expand`, it shows more of its hosts. */
  readonly expands: boolean;
  readonly hosts: number;
  readonly packetsSent: number;
  readonly packetsReceived: number;
  /** Original length of the records. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** What one end sent to the other. */
export interface GraphEdge {
  /** The stream; null when an end is a group: the edge then stands for several. */
  readonly stream: number | null;
  /** Number of a host; of a group, -1 - its index. */
  readonly src: number;
  readonly dst: number;
  readonly packets: number;
  readonly bytes: number;
  readonly payload: number;
}

export interface HostGraph {
  readonly nodes: readonly GraphNode[];
  readonly groups: readonly GraphGroup[];
  readonly edges: readonly GraphEdge[];
  /** Hosts of the scope that are neither in `nodes` nor in `groups`: hidden, beyond `only`, or with too little traffic. */
  readonly hostsLeftOut: number;
  /** Streams of the scope that no edge stands for. */
  readonly edgesLeftOut: number;
  /** With `only: between`: conversations on the shortest way; null: there is no way. */
  readonly distance: number | null;
}

/** A part of the graph: the hosts at most `hops` conversations from one host, or those on the shortest ways between two. */
export type GraphPart =
  | { readonly kind: 'around'; readonly host: number; readonly hops: number }
  | { readonly kind: 'between'; readonly host: number; readonly peer: number };

export interface GraphRequest {
  /** Hosts and groups at most: where there are more hosts, the busiest by themselves, the others in groups. */
  readonly maxNodes: number;
  readonly showHidden: boolean;
  /** Hosts that are shown by themselves however little they sent. */
  readonly keep?: readonly number[] | undefined;
  /** Keys of groups to be taken apart. */
  readonly expand?: readonly string[] | undefined;
  readonly only?: GraphPart | undefined;
  /** Streams with fewer packets are left out, and hosts that have no others. */
  readonly minPackets?: number | undefined;
}
