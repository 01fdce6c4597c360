// How nodes and edges look. Text is not Cytoscape's: label-layer.ts writes it at a size that does not shrink with the zoom.
import type { StylesheetJson } from 'cytoscape';
import type { HostRole } from '../../shared/model/host.ts';
import { HOST_COLOURS } from '../../shared/model/workspace.ts';
import { colours } from '../ui/theme/colours.ts';

const SHAPE: Readonly<Record<HostRole, string>> = {
  private: 'ellipse',
  public: 'diamond',
  multicast: 'triangle',
  broadcast: 'star',
  unspecified: 'rectangle',
  loopback: 'hexagon',
};

export function graphStyle(theme: 'dark' | 'light'): StylesheetJson {
  const c = colours(theme);
  const roles = Object.entries(SHAPE).map(([role, shape]) => ({
    selector: `node[role = "${role}"]`,
    style: { shape, 'background-color': c.role[role as HostRole] },
  }));
  return [
    {
      selector: 'node',
      style: {
        width: 'data(size)',
        height: 'data(size)',
        'border-width': 2,
        'border-color': c.panel,
        'overlay-opacity': 0,
        'transition-property': 'opacity',
        'transition-duration': 0.12,
      },
    },
    ...roles,
    ...c.series.slice(0, HOST_COLOURS).map((colour, i) => ({
      selector: `node[colour = ${i}]`,
      style: { 'background-color': colour },
    })),
    {
      selector: 'node[role = "group"]',
      style: {
        shape: 'round-rectangle',
        'background-color': c.raised,
        'border-color': c.muted,
        'border-style': 'double',
        'border-width': 4,
      },
    },
    {
      selector: 'edge',
      style: {
        width: 'data(width)',
        'curve-style': 'bezier',
        'control-point-step-size': 34,
        'line-color': c.edge,
        'target-arrow-color': c.edge,
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.9,
        'target-distance-from-node': 2,
        opacity: 'data(opacity)',
        'overlay-opacity': 0,
        'loop-direction': '-45deg',
      },
    },
    // Many lines are straight and have heads only where one looks: heads of all would be a thicket.
    {
      selector: 'edge[both >= 0]',
      style: { 'curve-style': 'straight', 'target-arrow-shape': 'none' },
    },
    {
      selector: 'edge[both >= 0].lit, edge[both >= 0].chosen, edge[both >= 0].hover',
      style: { 'target-arrow-shape': 'triangle' },
    },
    {
      selector: 'edge[both = 1].lit, edge[both = 1].chosen, edge[both = 1].hover',
      style: { 'source-arrow-shape': 'triangle', 'source-distance-from-node': 2 },
    },
    {
      selector: 'edge.lit',
      style: {
        opacity: 'data(litOpacity)',
        'line-color': c.muted,
        'target-arrow-color': c.muted,
        'source-arrow-color': c.muted,
      },
    },
    {
      selector: 'edge.chosen, edge.hover',
      style: { opacity: 1, 'line-color': c.accent, 'target-arrow-color': c.accent, 'source-arrow-color': c.accent },
    },
    { selector: 'node.pinned', style: { 'border-color': c.accent, 'border-width': 2.5 } },
    { selector: 'node.hover', style: { 'border-color': c.text } },
    {
      selector: 'node.chosen',
      style: {
        'border-color': c.text,
        'border-width': 3,
        'underlay-color': c.accent,
        'underlay-opacity': 0.32,
        'underlay-padding': 9,
        'underlay-shape': 'ellipse',
      },
    },
    {
      selector: 'node.match',
      style: {
        'underlay-color': c.accent,
        'underlay-opacity': 0.3,
        'underlay-padding': 7,
        'underlay-shape': 'ellipse',
      },
    },
    {
      selector: 'node.focus',
      style: { 'outline-width': 2, 'outline-color': c.accent, 'outline-offset': 4 },
    },
    { selector: 'node.faded', style: { opacity: 0.35 } },
    { selector: 'edge.faded', style: { opacity: 0.1 } },
  ] as StylesheetJson;
}
