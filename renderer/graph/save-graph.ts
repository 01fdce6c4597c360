// Saves the graph: what is seen as a picture or drawing, all of it as GraphML.
import { problemOf } from '../../shared/contract/problem.ts';
import { showNotice } from '../state/notices.ts';
import { useSource } from '../state/source.ts';
import { useTheme } from '../state/theme.ts';
import { download } from '../ui/download.ts';
import { exportReport } from '../ui/export-report.ts';
import { colours } from '../ui/theme/colours.ts';
import type { GraphView } from './graph-view.ts';
import { graphSvg } from './svg.ts';

const baseName = (): string =>
  (useSource.getState().info?.name ?? 'graph').replace(/\.(pcapng|pcap|cap)?(\.gz)?$/i, '');

function saveBlob(blob: Blob, ending: string): void {
  const name = `${baseName()}.graph.${ending}`;
  const url = URL.createObjectURL(blob);
  download(url, name);
  // The download reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  showNotice({ text: `The graph was saved as ${name}.` });
}

export async function savePng(view: GraphView | null): Promise<void> {
  if (!view) return;
  try {
    saveBlob(await view.png(2), 'png');
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  }
}

export function saveSvg(view: GraphView | null): void {
  if (!view) return;
  const { graph, positions } = view.drawn();
  const text = graphSvg(graph, positions, colours(useTheme.getState().theme));
  saveBlob(new Blob([text], { type: 'image/svg+xml' }), 'svg');
}

export const saveGraphMl = (): Promise<void> => exportReport({ report: 'graph', format: 'graphml' }, 'graphml');
