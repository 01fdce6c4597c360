// A virtual table: sorted by the engine, paged as it is scrolled, walked and used with the keyboard, its columns chosen and
// resized, its cells copied and filtered by.
// biome-ignore-all lint/a11y/useSemanticElements: rows of a virtual table are placed one by one, which <table> does not allow
import { type MouseEvent as ReactMouseEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { ProblemLine } from '../ui/ProblemLine.tsx';
import { usePatience } from '../ui/use-patience.ts';
import { CellMenu, type MenuPlace, type RowAction } from './CellMenu.tsx';
import { ColumnsMenu, type FullReport } from './ColumnsMenu.tsx';
import { type Column, columnId, type Order } from './column.ts';
import { Head } from './Head.tsx';
import classes from './Table.module.css';
import { useColumns } from './use-columns.ts';
import { type Cursor, useCursor } from './use-cursor.ts';
import type { Pages } from './use-pages.ts';
import { useRowsInView } from './use-rows-in-view.ts';

export type { RowAction } from './CellMenu.tsx';
export type { Column, Order } from './column.ts';

const ROW = 26;
/** Kept free for the button of the columns, at the right end. */
const MENU = 26;

/** Names and texts give way before the table scrolls sideways. */
const leastOf = ({ width, grow = 0 }: { readonly width: number; readonly grow?: number }): number =>
  grow >= 2 ? Math.round(width * 0.7) : width;

interface Props<Row, Sort extends string> {
  /** What the rows are, in the plural. */
  readonly label: string;
  /** Under which columns and widths are remembered; absent: `testId`. */
  readonly name?: string;
  readonly columns: readonly Column<Row, Sort>[];
  readonly pages: Pages<Row>;
  readonly order: Order<Sort>;
  onOrder(order: Order<Sort>): void;
  isChosen(row: Row): boolean;
  onChoose(row: Row): void;
  /** Rows are chosen as the arrow keys go over them, not with Enter alone. */
  readonly followsKeys?: boolean;
  /** The row as tab-separated text, where columns do not say what their cells are as text. */
  textOf?(row: Row): string;
  /** What else can be done with a row: in the menu of its cells. */
  actions?(row: Row): readonly RowAction[];
  /** Index of the row that was chosen elsewhere: it is brought into view whenever it changes. */
  readonly at?: number | null;
  /** Shown below the columns in their menu. */
  readonly columnsMenu?: ReactNode;
  /** Writes the report that the table is a part of: more columns, other order, all rows. */
  readonly full?: FullReport;
  readonly testId: string;
  /** Shown when there are no rows. */
  readonly empty: string;
}

export function Table<Row, Sort extends string>(props: Props<Row, Sort>) {
  const { label, pages, order, isChosen, onChoose, testId, at = null } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const choice = useColumns(props.name ?? testId, props.columns);
  const columns = choice.shown;
  const count = pages.total;
  const view = useRowsInView(scroller, count, ROW, ROW);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const { show } = pages;
  useEffect(() => show(view.first, Math.max(view.first, view.end - 1)), [show, view.first, view.end]);
  const late = usePatience(pages.loading);
  const cursor = useCursor({
    count,
    columns,
    view,
    pages,
    choice,
    onChoose,
    followsKeys: props.followsKeys ?? false,
    textOf: props.textOf,
    openMenu,
  });

  const { show: bring } = view;
  const { goTo } = cursor;
  useEffect(() => {
    if (at === null || at >= count) return;
    goTo(at);
    bring(at, true);
  }, [at, count, goTo, bring]);

  const { active, cell } = cursor;
  const cellId = (row: number, column: number): string => `${id}-${row}-${column}`;
  useEffect(() => {
    if (active !== null && cell !== null) {
      document.getElementById(`${id}-${active}-${cell}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }, [id, active, cell]);

  /** At the cell, when no place is given. */
  function openMenu(row: number, column: number, x?: number, y?: number): void {
    const box = document.getElementById(cellId(row, column))?.getBoundingClientRect();
    setMenu({ row, column, x: x ?? box?.left ?? 0, y: y ?? box?.bottom ?? 0 });
  }

  function closeMenu(): void {
    setMenu(null);
    scroller.current?.focus();
  }

  function click(index: number, { target, detail, shiftKey }: ReactMouseEvent): void {
    // Keys are heard by the grid: a row or cell that the pointer focused would hear none.
    if (!(target as Element).closest('button, a, input')) scroller.current?.focus({ preventScroll: true });
    const row = pages.row(index);
    // The second half of a double click takes nothing back.
    const isSecond = detail > 1 && row !== undefined && isChosen(row);
    cursor.click(index, shiftKey, !shiftKey && !isSecond);
  }

  const sizeOf = (column: Column<Row, Sort>): string => {
    const width = choice.widthOf(column);
    return width === undefined ? `minmax(${leastOf(column)}px, ${column.grow ?? 0.001}fr)` : `${width}px`;
  };
  const template = columns.map(sizeOf).join(' ');
  const width = columns.reduce((sum, column) => sum + (choice.widthOf(column) ?? leastOf(column)), MENU);

  if (pages.problem) return <ProblemLine problem={pages.problem} />;
  const rows = Array.from({ length: Math.max(0, view.end - view.first) }, (_, i) => view.first + i);
  return (
    <div className={classes.table}>
      <div
        ref={scroller}
        className={classes.scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        aria-activedescendant={active === null ? undefined : cell === null ? `${id}-${active}` : cellId(active, cell)}
        aria-busy={pages.loading}
        tabIndex={0}
        onKeyDown={cursor.onKeyDown}
        data-late={late || undefined}
      >
        <Head
          columns={columns}
          order={order}
          onOrder={props.onOrder}
          choice={choice}
          template={template}
          width={width}
          onDown={() => {
            scroller.current?.focus();
            if (count > 0) cursor.goTo(cursor.active ?? view.first);
          }}
        />
        <div role="rowgroup" style={{ height: view.height, minWidth: width, position: 'relative' }}>
          {rows.map(index => (
            <TableRow
              key={index}
              id={id}
              index={index}
              row={pages.row(index)}
              columns={columns}
              cursor={cursor}
              isChosen={isChosen}
              testId={testId}
              top={view.place(index)}
              template={template}
              openMenu={openMenu}
              onClick={click}
            />
          ))}
        </div>
        {count === 0 && !pages.loading && <p className={classes.empty}>{props.empty}</p>}
      </div>
      <ColumnsMenu label={label} choice={choice} pages={pages} full={props.full}>
        {props.columnsMenu}
      </ColumnsMenu>
      {menu && (
        <CellMenu
          place={menu}
          columns={columns}
          choice={choice}
          pages={pages}
          marked={cursor.marked}
          actions={props.actions}
          textOf={props.textOf}
          onClose={closeMenu}
        />
      )}
    </div>
  );
}

interface RowProps<Row, Sort extends string> {
  readonly id: string;
  readonly index: number;
  readonly row: Row | undefined;
  readonly columns: readonly Column<Row, Sort>[];
  readonly cursor: Cursor;
  isChosen(row: Row): boolean;
  readonly testId: string;
  readonly top: number;
  readonly template: string;
  openMenu(row: number, column: number, x: number, y: number): void;
  onClick(row: number, event: ReactMouseEvent): void;
}

function TableRow<Row, Sort extends string>(props: RowProps<Row, Sort>) {
  const { id, index, row, columns, cursor, template } = props;
  const isActive = cursor.active === index;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the grid, which says which row is active
    <div
      id={`${id}-${index}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={row !== undefined && (props.isChosen(row) || cursor.isMarked(index))}
      data-active={isActive || undefined}
      data-marked={cursor.isMarked(index) || undefined}
      data-testid={row === undefined ? undefined : props.testId}
      className={classes.row}
      style={{ transform: `translateY(${props.top}px)`, gridTemplateColumns: template }}
      // With Shift a click marks rows, and no text.
      onMouseDown={event => event.shiftKey && event.preventDefault()}
      onClick={event => props.onClick(index, event)}
    >
      {columns.map((column, at) => (
        <div
          key={columnId(column)}
          id={`${id}-${index}-${at}`}
          role="gridcell"
          tabIndex={-1}
          aria-colindex={at + 1}
          className={classes.cell}
          data-right={column.right || undefined}
          data-active={(isActive && cursor.cell === at) || undefined}
          onContextMenu={event => {
            event.preventDefault();
            cursor.point(index, at);
            props.openMenu(index, at, event.clientX, event.clientY);
          }}
        >
          {row === undefined ? <span className={classes.waiting} /> : column.render(row)}
        </div>
      ))}
    </div>
  );
}
