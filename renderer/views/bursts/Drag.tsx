// A slider that follows the hand at once and passes its values on at a steady pace, the last one for certain.
import { Slider } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import classes from './BurstsView.module.css';

/** While a slider is dragged its value comes into force at most this often, in milliseconds. */
const PACE = 80;

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  /** The engine still works at the value before: what is dragged meanwhile waits, or questions would pile up. */
  readonly busy: boolean;
  readonly text: (value: number) => string;
  readonly onValue: (value: number) => void;
}

export function Drag({ label, value, min, max, disabled, busy, text, onValue }: Props) {
  const [dragged, setDragged] = useState<number | null>(null);
  const passedAt = useRef(0);
  const latest = useRef({ dragged, onValue });
  useEffect(() => {
    latest.current = { dragged, onValue };
  });
  const pass = useCallback(() => {
    const { dragged: last, onValue: tell } = latest.current;
    if (last === null) return;
    passedAt.current = performance.now();
    tell(last);
    setDragged(null);
  }, []);
  const isWaiting = dragged !== null;
  useEffect(() => {
    if (!isWaiting || busy) return;
    const timer = setTimeout(pass, Math.max(0, passedAt.current + PACE - performance.now()));
    return () => clearTimeout(timer);
  }, [isWaiting, busy, pass]);
  useEffect(() => pass, [pass]);

  return (
    <Slider
      className={classes.slider}
      thumbLabel={label}
      thumbValueText={text}
      label={text}
      min={min}
      max={max}
      value={dragged ?? value}
      disabled={disabled ?? false}
      onChange={setDragged}
    />
  );
}
