// Wheel, drag, shift-drag, click and keys over the plot, as changes of the view and of the selected range.
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { PLOT } from '../../chart/option/timeline.ts';
import { clampView, panView, type View, zoomView } from '../../chart/zoom.ts';

/** Pixels that a pointer may wander during a click. */
const CLICK_SLACK = 4;

interface Gestures {
  readonly view: View;
  readonly whole: View;
  readonly width: number;
  /** Drag selects a range without the shift key too. */
  readonly selecting: boolean;
  readonly onView: (view: View) => void;
  readonly onRange: (from: number, to: number) => void;
  /** Where the pointer is while no button is down, in pixels of the plot's box; null when it left. */
  readonly onHover: (at: Place | null) => void;
  readonly onClick: (at: Place) => void;
  /** After the `onClick` of its first half; there is none for the second. */
  readonly onDoubleClick: () => void;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Drag {
  readonly x: number;
  readonly view: View;
  readonly brush: boolean;
  moved: boolean;
}

/** Share of the plot's width at a page position, 0 left to 1 right. */
function shareAt(element: HTMLElement, width: number, clientX: number): number {
  const x = clientX - element.getBoundingClientRect().left - PLOT.left;
  return Math.min(1, Math.max(0, x / Math.max(1, width - PLOT.left - PLOT.right)));
}

export function useGestures(box: RefObject<HTMLDivElement | null>, gestures: Gestures) {
  const now = useRef(gestures);
  useEffect(() => {
    now.current = gestures;
  });
  const drag = useRef<Drag | null>(null);
  /** Whether the button that was let go was a click, not a drag. */
  const clicked = useRef(false);
  const [brush, setBrush] = useState<View | null>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // React's own wheel listener is passive and could not keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { view, whole, width, onView } = now.current;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        onView(panView(view, (event.deltaX || event.deltaY) / 1000, whole));
      } else onView(zoomView(view, 1.0015 ** event.deltaY, shareAt(element, width, event.clientX), whole));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box]);

  const timeAt = (clientX: number): number => {
    const { view, width } = now.current;
    return view.from + shareAt(box.current!, width, clientX) * (view.to - view.from);
  };

  const placeOf = (event: MouseEvent): Place => {
    const { left, top } = box.current!.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  const end = () => {
    setBrush(null);
    drag.current = null;
  };

  const handlers = {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      const brushes = event.shiftKey || gestures.selecting;
      drag.current = { x: event.clientX, view: gestures.view, brush: brushes, moved: false };
    },
    onPointerMove(event: PointerEvent) {
      const from = drag.current;
      if (!from) {
        gestures.onHover(placeOf(event));
        return;
      }
      if (!from.moved && Math.abs(event.clientX - from.x) < CLICK_SLACK) return;
      if (!from.moved) {
        from.moved = true;
        box.current!.setPointerCapture(event.pointerId);
        gestures.onHover(null);
      }
      if (from.brush) {
        const [a, b] = [timeAt(from.x), timeAt(event.clientX)];
        setBrush({ from: Math.min(a, b), to: Math.max(a, b) });
        return;
      }
      const plot = gestures.width - PLOT.left - PLOT.right;
      const by = ((from.x - event.clientX) / Math.max(1, plot)) * (from.view.to - from.view.from);
      gestures.onView(clampView({ from: from.view.from + by, to: from.view.to + by }, gestures.whole));
    },
    onPointerUp() {
      if (brush && brush.to > brush.from) gestures.onRange(brush.from, brush.to);
      clicked.current = drag.current !== null && !drag.current.moved;
      end();
    },
    onClick(event: MouseEvent) {
      if (clicked.current && event.detail === 1) gestures.onClick(placeOf(event));
    },
    onPointerCancel: end,
    onPointerLeave() {
      gestures.onHover(null);
    },
    onDoubleClick() {
      gestures.onDoubleClick();
    },
    onKeyDown(event: KeyboardEvent) {
      const { view, whole, onView } = gestures;
      if (event.key === 'Escape' && brush) {
        event.stopPropagation();
        end();
        return;
      }
      const next = {
        ArrowLeft: () => panView(view, -0.2, whole),
        ArrowRight: () => panView(view, 0.2, whole),
        '+': () => zoomView(view, 0.5, 0.5, whole),
        '=': () => zoomView(view, 0.5, 0.5, whole),
        '-': () => zoomView(view, 2, 0.5, whole),
        '0': () => whole,
        Home: () => clampView({ from: whole.from, to: whole.from + (view.to - view.from) }, whole),
        End: () => clampView({ from: whole.to - (view.to - view.from), to: whole.to }, whole),
      }[event.key];
      if (!next || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      onView(next());
    },
  };
  return { brush, handlers };
}
