// The titles of a table: sorted by with a click, moved by dragging, resized at their right edge.
// biome-ignore-all lint/a11y/useSemanticElements: as in Table.tsx
import { type PointerEvent as ReactPointerEvent, useRef } from 'react';
import { type Column, columnId, type Order } from './column.ts';
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
}

export function Head<Row, Sort extends string>({ columns, order, onOrder, choice, template, width }: Props<Row, Sort>) {
  const row = useRef<HTMLDivElement>(null);
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

  return (
    <div role="rowgroup" className={classes.head} style={{ minWidth: width }}>
      <div
        ref={row}
        role="row"
        tabIndex={-1}
        aria-rowindex={1}
        className={classes.titles}
        style={{ gridTemplateColumns: template }}
      >
        {columns.map((column, at) => {
          const { title, help, right, sort } = column;
          const isSorted = sort !== undefined && order.by === sort;
          const direction = isSorted ? (order.direction === 'asc' ? 'ascending' : 'descending') : undefined;
          return (
            <div
              key={columnId(column)}
              role="columnheader"
              tabIndex={-1}
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
                <button type="button" onClick={() => turn(sort)} data-sorted={isSorted || undefined}>
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

/** Dragged, it says how wide the title is to be. The keyboard has Alt with the arrow keys instead, and Shift to move it. */
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
