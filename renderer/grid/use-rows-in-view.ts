// Which rows of a table are in view, and where they are drawn: for tens of millions of rows too.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef } from 'react';
import { ScrollMap } from './scroll-map.ts';

/** Rows that are drawn beyond both ends of the view. */
const BEYOND = 10;
/** Milliseconds without scrolling after which the scroll bar is put where it belongs. */
const CALM = 200;

interface RowsInView {
  readonly first: number;
  /** The one behind the last. */
  readonly end: number;
  /** Pixels of the scrolled content. */
  readonly height: number;
  /** Where a row is drawn, in pixels from the top of the content. */
  place(index: number): number;
  /** Rows that fit. */
  readonly fitting: number;
  /** Brings a row into view if it is not: at the nearer end, or with `isFar` in the middle. */
  show(index: number, isFar?: boolean): void;
}

/** `rowHeight` and `headHeight` in pixels; the head stays in place above the rows, inside of the scroller. */
export function useRowsInView(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  headHeight: number,
): RowsInView {
  const held = useRef(new ScrollMap());
  const view = useRef(0);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const map = held.current;
  map.resize(count * rowHeight, view.current);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = (): void => {
      view.current = Math.max(0, element.clientHeight - headHeight);
      redraw();
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, headHeight]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let calm: ReturnType<typeof setTimeout> | undefined;
    const put = (real: number | null): void => {
      if (real !== null) element.scrollTop = real;
    };
    const onScroll = (): void => {
      put(map.moved(element.scrollTop));
      redraw();
      clearTimeout(calm);
      calm = setTimeout(() => {
        put(map.settled());
        redraw();
      }, CALM);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
      clearTimeout(calm);
    };
  }, [scroller, map]);

  const show = useCallback(
    (index: number, isFar = false) => {
      const above = index * rowHeight;
      const below = above + rowHeight - view.current;
      if (above >= map.top && below <= map.top) return;
      const middle = (above + below) / 2;
      const real = map.goTo(isFar ? middle : above < map.top ? above : below);
      if (scroller.current) scroller.current.scrollTop = real;
      redraw();
    },
    [scroller, map, rowHeight],
  );

  const first = Math.max(0, Math.floor(map.top / rowHeight) - BEYOND);
  const end = Math.min(count, Math.ceil((map.top + view.current) / rowHeight) + BEYOND);
  return {
    first,
    end,
    height: map.height,
    place: index => map.real + (index * rowHeight - map.top),
    fitting: Math.max(1, Math.floor(view.current / rowHeight)),
    show,
  };
}
