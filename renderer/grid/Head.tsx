// The titles of a table: sorted by with a click, moved by dragging, resized at their right edge. Tab reaches one of them, the
// arrow keys go from one to the next.
// biome-ignore-all lint/a11y/useSemanticElements: as in Table.tsx
import { type KeyboardEvent, type PointerEvent as ReactPointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { type Column, columnId, type Order } from './column.ts';
import { changeColumn } from './column-keys.ts';
import classes from './Table.module.css';
import { useColumnDrag } from './use-column-drag.ts';
import type { ColumnChoice } from './use-columns.ts';

interface Props<Row, Sort extends string> {
  readonly columns: readonly Column<Row, Sort>[];
  readonly order: Order<Sort>;
  onOrder(order: Order<Sort>): void;
  readonly choice: ColumnChoice<Column<Row, Sort>>;
  readonly template: string;
  readonly width: number;
  /** From the titles to the rows. */
  onDown(): void;
}

export function Head<Row, Sort extends string>(props: Props<Row, Sort>) {
  const { columns, order, onOrder, choice, template, width } = props;
  const row = useRef<HTMLDivElement>(null);
  const [reached, setReached] = useState(0);
  /** The title that Tab reaches. */
  const stop = Math.min(reached, columns.length - 1);
  const drag = useColumnDrag(
    x => {
      const at = [...(row.current?.children ?? [])].findIndex(title => {
        const { left, right } = title.getBoundingClientRect();
        return x >= left && x < right;
      });
      return at < 0 ? null : at;
    },
    (from, to) => choice.move(columns[from]!, columns[to]!),
  );

  function turn(sort: Sort): void {
    const isSame = order.by === sort;
    onOrder({ by: sort, direction: isSame && order.direction === 'desc' ? 'asc' : 'desc' });
  }

  function goTo(at: number): void {
    const title = row.current?.children[at];
    (title?.querySelector('button') ?? (title as HTMLElement | undefined))?.focus();
  }

  // A title that is moved loses the focus on its way.
  const isMoving = useRef(false);
  useLayoutEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    goTo(stop);
  });

  function onKeyDown(event: KeyboardEvent): void {
    const { key } = event;
    const moved = changeColumn(event, columns[stop]!, choice);
    const next = { ArrowRight: stop + 1, ArrowLeft: stop - 1, Home: 0, End: columns.length - 1 }[key];
    if (moved !== null) {
      isMoving.current = moved !== 0;
      setReached(stop + moved);
    } else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else if (next !== undefined) goTo(Math.min(columns.length - 1, Math.max(0, next)));
    else if (key === 'ArrowDown') props.onDown();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div role="rowgroup" className={classes.head} style={{ minWidth: width }}>
      <div
        ref={row}
        role="row"
        tabIndex={-1}
        aria-rowindex={1}
        className={classes.titles}
        style={{ gridTemplateColumns: template }}
        onKeyDown={onKeyDown}
      >
        {columns.map((column, at) => {
          const { title, help, right, sort } = column;
          const isSorted = sort !== undefined && order.by === sort;
          const direction = isSorted ? (order.direction === 'asc' ? 'ascending' : 'descending') : undefined;
          return (
            <div
              key={columnId(column)}
              role="columnheader"
              tabIndex={sort === undefined && at === stop ? 0 : -1}
              onFocus={() => setReached(at)}
              aria-colindex={at + 1}
              aria-sort={direction}
              title={help}
              className={classes.title}
              data-right={right || undefined}
              data-dragged={drag.from === at || undefined}
              data-drop={drag.over === at && drag.from !== null ? (at > drag.from ? 'right' : 'left') : undefined}
              {...drag.of(at)}
            >
              {sort === undefined ? (
                <span className={classes.titleText}>{title}</span>
              ) : (
                <button
                  type="button"
                  tabIndex={at === stop ? 0 : -1}
                  onClick={() => turn(sort)}
                  data-sorted={isSorted || undefined}
                >
                  {title}
                  <span aria-hidden="true">{isSorted ? (order.direction === 'asc' ? ' ▲' : ' ▼') : ''}</span>
                </button>
              )}
              <Edge onResize={to => choice.resize(column, to)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Dragged, it says how wide the title is to be. The keyboard has column-keys.ts instead. */
function Edge({ onResize }: { onResize(width: number): void }) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);

  function begin(event: ReactPointerEvent<HTMLSpanElement>): void {
    const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? 0;
    from.current = { x: event.clientX, width };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
    // The title is not dragged by its edge.
    event.stopPropagation();
  }

  return (
    <span
      className={classes.edge}
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={event => {
        if (from.current) onResize(from.current.width + event.clientX - from.current.x);
      }}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
