// Saves the graph: what is seen as a picture or drawing, all of it as GraphML.
import { problemOf } from '../../shared/contract/problem.ts';
import { useAnnotations } from '../state/annotations.ts';
import { showNotice } from '../state/notices.ts';
import { useTheme } from '../state/theme.ts';
import { exportReport } from '../ui/export-report.ts';
import { saveBlob } from '../ui/save-blob.ts';
import { colours } from '../ui/theme/colours.ts';
import type { GraphView } from './graph-view.ts';
import { graphSvg } from './svg.ts';

export async function savePng(view: GraphView | null): Promise<void> {
  if (!view) return;
  try {
    saveBlob(await view.png(2), 'The graph', 'graph.png');
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  }
}

export function saveSvg(view: GraphView | null): void {
  if (!view) return;
  const { graph, positions } = view.drawn();
  const text = graphSvg(graph, positions, colours(useTheme.getState().theme));
  saveBlob(new Blob([text], { type: 'image/svg+xml' }), 'The graph', 'graph.svg');
}

export const saveGraphMl = (): Promise<void> =>
  exportReport({ report: 'graph', format: 'graphml', marks: useAnnotations.getState().hosts }, 'graphml');
