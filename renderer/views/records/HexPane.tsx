// Bytes as hexadecimal digits and ASCII, sixteen a line, linked to the fields that they say.
// biome-ignore-all lint/a11y/useSemanticElements: lines of bytes are placed one by one, which <table> does not allow
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import classes from './records.module.css';

const WIDTH = 16;
const ROW = 20;

/** Bytes [start, start + length). */
export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

interface Props {
  readonly label: string;
  readonly bytes: Uint8Array;
  /** Of the chosen field, of the one that is pointed at, and of the layer of the chosen one. */
  readonly chosen: ByteRange | null;
  readonly hovered: ByteRange | null;
  readonly layer: ByteRange | null;
  onChoose(at: number): void;
  onHover(at: number | null): void;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const character = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·');

const isIn = (range: ByteRange | null, at: number): boolean =>
  range !== null && at >= range.start && at < range.start + range.length;

export function HexPane({ label, bytes, chosen, hovered, layer, onChoose, onHover }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const at = cursor !== null && cursor < bytes.length ? cursor : null;
  const rows = Math.ceil(bytes.length / WIDTH);
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const { scrollToIndex } = virtual;
  const start = chosen?.length ? chosen.start : null;
  useEffect(() => {
    if (start !== null) scrollToIndex(Math.floor(start / WIDTH));
  }, [start, scrollToIndex]);

  function goTo(to: number): void {
    const next = Math.min(bytes.length - 1, Math.max(0, to));
    setCursor(next);
    onHover(next);
    scrollToIndex(Math.floor(next / WIDTH));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (bytes.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const from = at ?? start ?? -1;
    const page = WIDTH * Math.max(1, Math.floor((box.current?.clientHeight ?? ROW) / ROW) - 1);
    const moves: Record<string, number> = {
      ArrowRight: from + 1,
      ArrowLeft: from - 1,
      ArrowDown: from < 0 ? 0 : from + WIDTH,
      ArrowUp: from - WIDTH,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: bytes.length - 1,
    };
    if (event.key in moves) goTo(moves[event.key]!);
    else if ((event.key === 'Enter' || event.key === ' ') && at !== null) onChoose(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={box}
      className={classes.hex}
      role="grid"
      aria-label={label}
      aria-rowcount={rows}
      aria-colcount={WIDTH + 1}
      aria-activedescendant={at === null ? undefined : `${id}-${at}`}
      tabIndex={0}
      data-testid="record-bytes"
      onKeyDown={onKeyDown}
      onPointerLeave={() => onHover(null)}
    >
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start: top }) => {
          const first = index * WIDTH;
          const places = Array.from({ length: Math.min(WIDTH, bytes.length - first) }, (_, i) => first + i);
          const marks = (place: number) => ({
            'data-chosen': isIn(chosen, place) || undefined,
            'data-hovered': isIn(hovered, place) || undefined,
            'data-layer': isIn(layer, place) || undefined,
            'data-active': place === at || undefined,
            onPointerEnter: () => onHover(place),
            onClick: () => {
              setCursor(place);
              onChoose(place);
            },
          });
          return (
            <div
              key={index}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 1}
              className={classes.hexRow}
              style={{ transform: `translateY(${top}px)` }}
            >
              <span role="rowheader" tabIndex={-1} className={classes.offset}>
                {first.toString(16).padStart(4, '0')}
              </span>
              {places.map(place => (
                <span
                  key={place}
                  id={`${id}-${place}`}
                  role="gridcell"
                  tabIndex={-1}
                  aria-colindex={place - first + 2}
                  className={classes.byte}
                  style={{ gridColumn: place - first + (place - first < WIDTH / 2 ? 2 : 3) }}
                  data-testid="byte"
                  data-at={place}
                  {...marks(place)}
                >
                  {HEX[bytes[place]!]}
                </span>
              ))}
              <span className={classes.ascii} style={{ gridColumn: WIDTH + 3 }} aria-hidden="true">
                {places.map(place => (
                  <span key={place} {...marks(place)}>
                    {character(bytes[place]!)}
                  </span>
                ))}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
