// A slider that follows the hand at once and passes its values on at a steady pace, the last one for certain.
import { Slider } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import classes from './BurstsView.module.css';

/** While a slider is dragged its value comes into force at most this often, in milliseconds. */
const PACE = 80;

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  readonly text: (value: number) => string;
  readonly onValue: (value: number) => void;
}

export function Drag({ label, value, min, max, disabled, text, onValue }: Props) {
  const [dragged, setDragged] = useState<number | null>(null);
  const waiting = useRef<{ value: number; timer: ReturnType<typeof setTimeout> } | null>(null);
  const passedAt = useRef(0);
  const pass = useRef(() => {});
  useEffect(() => {
    pass.current = () => {
      if (!waiting.current) return;
      clearTimeout(waiting.current.timer);
      onValue(waiting.current.value);
      waiting.current = null;
      passedAt.current = performance.now();
      setDragged(null);
    };
  });
  useEffect(() => () => pass.current(), []);

  function drag(next: number): void {
    setDragged(next);
    if (waiting.current) waiting.current.value = next;
    else {
      const wait = Math.max(0, passedAt.current + PACE - performance.now());
      waiting.current = { value: next, timer: setTimeout(() => pass.current(), wait) };
    }
  }

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
      onChange={drag}
    />
  );
}
