// Bytes as hexadecimal digits and ASCII, sixteen a line, linked to the fields that they say.
// biome-ignore-all lint/a11y/useSemanticElements: lines of bytes are placed one by one, which <table> does not allow
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useEffect, useId, useRef, useState } from 'react';
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

  /** The byte that an event is about; undefined: none. */
  const byteOf = ({ target }: { readonly target: EventTarget }): number | undefined => {
    const place = (target as HTMLElement).dataset.at;
    return place === undefined ? undefined : Number(place);
  };

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
      onPointerOver={event => {
        const place = byteOf(event);
        if (place !== undefined) onHover(place);
      }}
      onPointerLeave={() => onHover(null)}
      onClick={event => {
        const place = byteOf(event);
        if (place === undefined) return;
        setCursor(place);
        onChoose(place);
      }}
    >
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start: top }) => (
          <HexLine
            key={index}
            id={id}
            index={index}
            top={top}
            bytes={bytes}
            chosen={within(chosen, index)}
            hovered={within(hovered, index)}
            layer={within(layer, index)}
            active={at !== null && Math.floor(at / WIDTH) === index ? at : -1}
          />
        ))}
      </div>
    </div>
  );
}

/** The part of a range in a line, as a number: lines whose parts stay the same are not drawn again. */
function within(range: ByteRange | null, index: number): number {
  if (range === null) return 0;
  const from = Math.max(0, range.start - index * WIDTH);
  const to = Math.min(WIDTH, range.start + range.length - index * WIDTH);
  return from < to ? ((1 << to) - 1) & ~((1 << from) - 1) : 0;
}

interface LineProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly bytes: Uint8Array;
  /** A bit for each byte of the line. */
  readonly chosen: number;
  readonly hovered: number;
  readonly layer: number;
  /** Byte that the keyboard is on; -1: not in this line. */
  readonly active: number;
}

const HexLine = memo(function HexLine(props: LineProps) {
  const { id, index, top, bytes, chosen, hovered, layer, active } = props;
  const first = index * WIDTH;
  const places = Array.from({ length: Math.min(WIDTH, bytes.length - first) }, (_, i) => first + i);
  const marks = (place: number) => {
    const bit = 1 << (place - first);
    return {
      'data-at': place,
      'data-chosen': (chosen & bit) !== 0 || undefined,
      'data-hovered': (hovered & bit) !== 0 || undefined,
      'data-layer': (layer & bit) !== 0 || undefined,
      'data-active': place === active || undefined,
    };
  };
  return (
    <div
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
});
