// The timeline as a picture: its charts below each other, as they are seen.
import { problemOf } from '../../../shared/contract/problem.ts';
import { showNotice } from '../../state/notices.ts';
import { pngOf, saveBlob } from '../../ui/save-blob.ts';

/** `charts` holds the canvases; their pixels are those of the screen. */
export async function saveTimeline(charts: HTMLElement, background: string): Promise<void> {
  const ratio = window.devicePixelRatio;
  const { left, top, width, height } = charts.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d')!;
  context.fillStyle = background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const part of charts.querySelectorAll('canvas')) {
    const box = part.getBoundingClientRect();
    const at = [(box.left - left) * ratio, (box.top - top) * ratio, box.width * ratio, box.height * ratio] as const;
    context.drawImage(part, ...at);
  }
  try {
    saveBlob(await pngOf(canvas), 'The timeline', 'timeline.png');
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  }
}
