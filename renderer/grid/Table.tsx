// A virtual table: sorted by the engine, paged as it is scrolled, walked with the arrow keys, copied with Ctrl+C.
// biome-ignore-all lint/a11y/useSemanticElements: rows of a virtual table are placed one by one, which <table> does not allow
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { SortDirection } from '../../shared/contract/calls.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { showNotice } from '../state/notices.ts';
import { ProblemLine } from '../ui/ProblemLine.tsx';
import { usePatience } from '../ui/use-patience.ts';
import classes from './Table.module.css';
import type { Pages } from './use-pages.ts';

const ROW = 26;
/** A browser's scroll height ends at 33,554,428 pixels (Chromium 156); this many rows stay well below. */
const MOST_ROWS = 1_000_000;

export interface Column<Row, Sort extends string> {
  readonly title: string;
  /** What the column holds, shown on hovering its title. */
  readonly help?: string;
  /** Least width in pixels; wider by `grow` shares of what is left. */
  readonly width: number;
  readonly grow?: number;
  readonly right?: boolean;
  /** Absent: the engine cannot sort by it. */
  readonly sort?: Sort;
  render(row: Row): ReactNode;
}

export interface Order<Sort extends string> {
  readonly by: Sort;
  readonly direction: SortDirection;
}

interface Props<Row, Sort extends string> {
  /** What the rows are, in the plural. */
  readonly label: string;
  readonly columns: readonly Column<Row, Sort>[];
  readonly pages: Pages<Row>;
  readonly order: Order<Sort>;
  onOrder(order: Order<Sort>): void;
  isChosen(row: Row): boolean;
  onChoose(row: Row): void;
  /** The row as tab-separated text. */
  textOf(row: Row): string;
  readonly testId: string;
  /** Shown when there are no rows. */
  readonly empty: string;
}

export function Table<Row, Sort extends string>(props: Props<Row, Sort>) {
  const { label, columns, pages, order, isChosen, onChoose, testId } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState<number | null>(null);
  const count = Math.min(pages.total, MOST_ROWS);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollPaddingStart: ROW,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { show } = pages;
  useEffect(() => show(first, last), [show, first, last]);
  const late = usePatience(pages.loading);

  const template = columns.map(c => `minmax(${c.width}px, ${c.grow ?? 0.001}fr)`).join(' ');
  const width = columns.reduce((sum, c) => sum + c.width, 0);

  function copy(row: Row): void {
    navigator.clipboard.writeText(props.textOf(row)).then(
      () => showNotice({ text: 'Row copied.' }),
      () => showNotice({ text: 'The row could not be copied: the browser does not allow it here.', bad: true }),
    );
  }

  function onKeyDown(event: KeyboardEvent): void {
    const at = active ?? -1;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW) / ROW) - 2);
    const targets: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: count - 1,
    };
    const row = active === null ? undefined : pages.row(active);
    if (event.key in targets && count > 0) {
      const next = Math.min(count - 1, Math.max(0, targets[event.key]!));
      setActive(next);
      virtual.scrollToIndex(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && row) onChoose(row);
    else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && row && !getSelection()?.toString()) copy(row);
    else return;
    event.preventDefault();
  }

  function turn(sort: Sort): void {
    const same = order.by === sort;
    props.onOrder({ by: sort, direction: same && order.direction === 'desc' ? 'asc' : 'desc' });
  }

  if (pages.problem) return <ProblemLine problem={pages.problem} />;
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active === null ? undefined : `${id}-${active}`}
      aria-busy={pages.loading}
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-late={late || undefined}
    >
      <div role="rowgroup" className={classes.head} style={{ minWidth: width }}>
        <div
          role="row"
          tabIndex={-1}
          aria-rowindex={1}
          className={classes.titles}
          style={{ gridTemplateColumns: template }}
        >
          {columns.map(({ title, help, right, sort }) => {
            const sorted = sort !== undefined && order.by === sort;
            const direction = sorted ? (order.direction === 'asc' ? 'ascending' : 'descending') : undefined;
            return (
              <div
                key={title}
                role="columnheader"
                tabIndex={-1}
                aria-sort={direction}
                title={help}
                className={classes.title}
                data-right={right}
              >
                {sort === undefined ? (
                  title
                ) : (
                  <button type="button" onClick={() => turn(sort)} data-sorted={sorted || undefined}>
                    {title}
                    <span aria-hidden="true">{sorted ? (order.direction === 'asc' ? ' ▲' : ' ▼') : ''}</span>
                  </button>
                )}
              </div>
            );
          })}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth: width, position: 'relative' }}>
        {items.map(({ index, start }) => {
          const row = pages.row(index);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the grid, which says which row is active
            <div
              key={index}
              id={`${id}-${index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              aria-selected={row ? isChosen(row) : false}
              data-active={active === index || undefined}
              data-testid={row ? testId : undefined}
              className={classes.row}
              style={{ transform: `translateY(${start}px)`, gridTemplateColumns: template }}
              onClick={() => {
                setActive(index);
                if (row) onChoose(row);
              }}
            >
              {columns.map(column => (
                <div
                  key={column.title}
                  role="gridcell"
                  tabIndex={-1}
                  className={classes.cell}
                  data-right={column.right}
                >
                  {row ? column.render(row) : <span className={classes.waiting} />}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {count === 0 && !pages.loading && <p className={classes.empty}>{props.empty}</p>}
      {pages.total > MOST_ROWS && (
        <p className={classes.empty}>
          The first {formatCount(MOST_ROWS)} of {formatCount(pages.total)} rows are listed; sort, or choose a time
          range, to see others.
        </p>
      )}
    </div>
  );
}
