// Saves what the window itself made: pictures, drawings, workspaces.
import { showNotice } from '../state/notices.ts';
import { useSource } from '../state/source.ts';
import { download } from './download.ts';

/** The open source's name without its endings. */
export const sourceName = (): string =>
  (useSource.getState().info?.name ?? 'burstscope').replace(/\.(pcapng|pcap|cap)?(\.gz)?$/i, '');

/** `what` is saved as the source's name and `ending`: `The graph`, `graph.png`. */
export function saveBlob(blob: Blob, what: string, ending: string): void {
  const name = `${sourceName()}.${ending}`;
  const url = URL.createObjectURL(blob);
  download(url, name);
  // The download reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  showNotice({ text: `${what} was saved as ${name}.` });
}

/** The picture on a canvas as PNG. Rejects when it is too large for that. */
export const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The picture is too large to save.'))), 'image/png'),
  );
