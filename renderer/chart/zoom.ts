// The stretch of time that a chart shows, in nanoseconds since the capture's start, and what gestures make of it.

export interface View {
  readonly from: number;
  readonly to: number;
}

/** The narrowest view: a microsecond. Below, neighbouring pixels would be less than a nanosecond apart. */
const NARROWEST = 1000;

/** Keeps a view inside the whole and wide enough, moving it rather than cutting it. */
export function clampView(view: View, whole: View): View {
  const width = Math.min(whole.to - whole.from, Math.max(NARROWEST, view.to - view.from));
  const from = Math.min(Math.max(view.from, whole.from), whole.to - width);
  return { from, to: from + width };
}

/** The view with its width times `factor`; the moment at `share` (0 left, 1 right) stays where it is. */
export function zoomView(view: View, factor: number, share: number, whole: View): View {
  const width = view.to - view.from;
  const fixed = view.from + share * width;
  const next = Math.max(NARROWEST, width * factor);
  return clampView({ from: fixed - share * next, to: fixed + (1 - share) * next }, whole);
}

/** The view moved by `share` of its width. */
export function panView(view: View, share: number, whole: View): View {
  const by = share * (view.to - view.from);
  return clampView({ from: view.from + by, to: view.to + by }, whole);
}

/** A view around [from, to] with air on both sides; the view as it is when it shows that already, and not too small. */
export function viewAround(from: number, to: number, view: View, whole: View): View {
  const width = view.to - view.from;
  if (from >= view.from && to <= view.to && to - from > width / 40) return view;
  const margin = Math.max((to - from) * 0.6, NARROWEST, (whole.to - whole.from) / 2000);
  return clampView({ from: from - margin, to: to + margin }, whole);
}

/** Which part of a window over the whole is dragged: the window itself, or one of its edges. */
export type Grip = 'window' | 'from' | 'to';

/** The window after dragging a part of it by `by` nanoseconds. An edge stops before the other one. */
export function dragWindow(view: View, grip: Grip, by: number, whole: View): View {
  if (grip === 'window') return clampView({ from: view.from + by, to: view.to + by }, whole);
  const least = Math.min(NARROWEST, whole.to - whole.from);
  return grip === 'from'
    ? { from: Math.min(Math.max(view.from + by, whole.from), view.to - least), to: view.to }
    : { from: view.from, to: Math.max(Math.min(view.to + by, whole.to), view.from + least) };
}
