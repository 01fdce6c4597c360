// The box beside the pointer that says what lies under it. React writes text: nothing of a capture is read as HTML.
import { useLayoutEffect, useRef, useState } from 'react';
import classes from './TimelineView.module.css';
import type { TipPart } from './tip.ts';
import type { Place } from './use-gestures.ts';

const AWAY = 14;

interface Props {
  readonly parts: readonly TipPart[];
  readonly at: Place;
  readonly width: number;
  readonly height: number;
  readonly colourOf: (key: number) => string;
}

export function Tip({ parts, at, width, height, colourOf }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: its size is that of its text
  useLayoutEffect(() => {
    setSize({ width: box.current!.offsetWidth, height: box.current!.offsetHeight });
  }, [parts]);
  const left = at.x + AWAY + size.width > width ? at.x - AWAY - size.width : at.x + AWAY;
  const top = Math.min(Math.max(0, at.y - size.height / 2), Math.max(0, height - size.height));
  return (
    <div ref={box} className={classes.tip} role="tooltip" style={{ left: Math.max(0, left), top }}>
      {parts.map(({ title, lines, key }) => (
        <div key={`${title} ${lines.join()}`} style={{ borderColor: colourOf(key) }}>
          <strong>{title}</strong>
          {lines.map(line => (
            <span key={line}>{line}</span>
          ))}
        </div>
      ))}
    </div>
  );
}
