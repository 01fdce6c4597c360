// A threshold as a line over a histogram: dragged, or moved by the arrow keys.
// biome-ignore-all lint/a11y/useSemanticElements: a range input cannot lie on a place of a logarithmic axis
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { placeOf, valueAt } from '../../../shared/axis/log-axis.ts';
import type { PlotBox } from '../timing/LogPlot.tsx';
import classes from '../timing/timing.module.css';

/** While it is dragged its value comes into force at most this often, in milliseconds. */
const PACE = 80;

interface Props {
  readonly box: PlotBox;
  readonly label: string;
  readonly value: number;
  readonly text: (value: number) => string;
  /** The value that a place stands for, in round numbers. */
  readonly round: (value: number) => number;
  readonly onValue: (value: number) => void;
  readonly testId: string;
}

export function ThresholdHandle({ box, label, value, text, round, onValue, testId }: Props) {
  const [dragged, setDragged] = useState<number | null>(null);
  const passedAt = useRef(0);
  const { axis } = box;
  const shown = Math.min(axis.to, Math.max(axis.from, dragged ?? value));

  function at(event: PointerEvent<HTMLElement>): number {
    const left = event.currentTarget.parentElement!.getBoundingClientRect().left;
    return round(Math.min(axis.to, Math.max(axis.from, valueAt(axis, event.clientX - left))));
  }

  function onMove(event: PointerEvent<HTMLElement>): void {
    if (dragged === null) return;
    const next = at(event);
    setDragged(next);
    if (performance.now() - passedAt.current < PACE) return;
    passedAt.current = performance.now();
    onValue(next);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const factors: Record<string, number> = {
      ArrowLeft: 1 / 1.05,
      ArrowDown: 1 / 1.05,
      ArrowRight: 1.05,
      ArrowUp: 1.05,
      PageDown: 1 / 2,
      PageUp: 2,
    };
    const factor = factors[event.key];
    if (factor === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = round(value * factor);
    onValue(next === value ? value + Math.sign(factor - 1) : next);
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={axis.from}
      aria-valuemax={axis.to}
      aria-valuenow={shown}
      aria-valuetext={text(dragged ?? value)}
      title={`${label}: ${text(dragged ?? value)}. Drag it, or use the arrow keys.`}
      data-testid={testId}
      className={classes.threshold}
      style={{ left: placeOf(axis, shown), height: box.bottom }}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(value);
      }}
      onPointerMove={onMove}
      onPointerUp={event => {
        if (dragged === null) return;
        setDragged(null);
        if (dragged !== value) onValue(at(event));
      }}
      onPointerCancel={() => setDragged(null)}
      onKeyDown={onKeyDown}
    />
  );
}
