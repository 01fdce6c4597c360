// Saves or copies what is seen of a picture: PNG at twice the size, or SVG.
import { problemOf } from '../../../shared/contract/problem.ts';
import { isoTime, type Time } from '../../../shared/unit/time.ts';
import { beginWork } from '../../state/idle.ts';
import { showNotice } from '../../state/notices.ts';
import { useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { useTheme } from '../../state/theme.ts';
import { pngOf, saveBlob } from '../save-blob.ts';
import { colours } from '../theme/colours.ts';
import type { Described } from './heading.ts';
import { type Picture, pictureOf } from './picture-of.ts';

export const PICTURE_FORMS = ['png', 'svg', 'copy'] as const;
export type PictureForm = (typeof PICTURE_FORMS)[number];
export const FORM_WORDS: Readonly<Record<PictureForm, string>> = {
  png: 'PNG, twice the size',
  svg: 'SVG',
  copy: 'Copy as PNG',
};

const SCALE = 2;

const exactTime = (time: Time | undefined, otherwise: string): string => (time ? isoTime(time) : otherwise);

/** What can be saved as a picture now, by the names in `data-picture`, in the order of the window. */
export const picturesOnScreen = (): readonly HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-picture]')].filter(element => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0;
  });

export const pictureName = (element: Element): string => element.getAttribute('data-picture') ?? 'Picture';

/** `element` holds the picture and its name. Problems are shown, not thrown. */
export async function savePicture(element: Element, form: PictureForm): Promise<void> {
  const what = pictureName(element);
  const done = beginWork();
  try {
    const picture = await pictureOf(element, describe(what));
    const ending = `${what
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')}.${form}`;
    if (form === 'svg') saveBlob(new Blob([picture.svg], { type: 'image/svg+xml' }), what, ending);
    else if (form === 'png') saveBlob(await rasterOf(picture), what, ending);
    else await copy(picture, what);
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  } finally {
    done();
  }
}

function describe(what: string): Described {
  const { info } = useSource.getState();
  const { filter, range, host, peer } = useSelection.getState();
  const parts = [
    info?.name ?? 'no source',
    ...(filter === null ? [] : [`filter: ${filter}`]),
    ...(range ? [`from ${exactTime(range.from, 'the start')} to ${exactTime(range.to, 'the end')}`] : []),
    ...(host ? [`host ${host.address}`] : []),
    ...(peer ? [`peer ${peer.address}`] : []),
  ];
  return { title: what, description: parts.join('; '), colours: colours(useTheme.getState().theme) };
}

async function rasterOf({ svg, width, height }: Picture): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await pngOf(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function copy(picture: Picture, what: string): Promise<void> {
  const blob = await rasterOf(picture);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    showNotice({ text: `${what}: the picture was copied.` });
  } catch {
    showNotice({ text: 'The clipboard takes no pictures here: save it as PNG instead.', bad: true });
  }
}
