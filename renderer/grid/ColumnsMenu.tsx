// Which columns a table shows, and the rows that it shows as a file.
import { ActionIcon, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { problemOf } from '../../shared/contract/problem.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { showNotice } from '../state/notices.ts';
import { Icon } from '../ui/Icon.tsx';
import { type Column, columnId, csvOf } from './column.ts';
import classes from './Table.module.css';
import type { ColumnChoice } from './use-columns.ts';
import type { Pages } from './use-pages.ts';

/** Rows that the window itself makes a file of. */
const MOST_ROWS = 200_000;

export interface FullReport {
  /** `All of bursts.csv: 22 columns, in order of start`. */
  readonly title: string;
  run(): void;
}

interface Props<Row, Sort extends string> {
  /** Of the table. */
  readonly label: string;
  readonly choice: ColumnChoice<Column<Row, Sort>>;
  readonly pages: Pages<Row>;
  readonly children: ReactNode;
  readonly full: FullReport | undefined;
}

export function ColumnsMenu<Row, Sort extends string>({ label, choice, pages, children, full }: Props<Row, Sort>) {
  async function saveShown(): Promise<void> {
    try {
      const rows = await pages.read(0, Math.min(pages.total, MOST_ROWS));
      saveText(csvOf(choice.shown, rows), `${label.toLowerCase().replaceAll(' ', '-')}.csv`);
      const left = pages.total - rows.length;
      const rest = left > 0 ? ` ${formatCount(left)} more are left out: the menu Export writes them all.` : '';
      showNotice({ text: `${formatCount(rows.length)} rows written.${rest}`, bad: left > 0 });
    } catch (thrown) {
      showNotice({ text: problemOf(thrown).message, bad: true });
    }
  }

  return (
    <Menu closeOnItemClick={false} position="bottom-end" offset={2}>
      <div className={classes.columns}>
        <Menu.Target>
          <ActionIcon size={24} aria-label={`Columns of ${label.toLowerCase()}`} title="Columns">
            <Icon name="columns" size={14} />
          </ActionIcon>
        </Menu.Target>
      </div>
      <Menu.Dropdown className={classes.columnsMenu}>
        <Menu.Label>Columns</Menu.Label>
        {choice.all.map(column => (
          <Menu.CheckboxItem
            key={columnId(column)}
            checked={choice.isShown(column)}
            onChange={() => choice.turn(column)}
          >
            {column.title}
          </Menu.CheckboxItem>
        ))}
        {children}
        <Menu.Divider />
        <Menu.Item closeMenuOnClick disabled={pages.total === 0} onClick={() => void saveShown()}>
          Save exactly these rows and columns as CSV
        </Menu.Item>
        {full && (
          <Menu.Item closeMenuOnClick onClick={full.run} title={full.title}>
            Save the full report as CSV
          </Menu.Item>
        )}
        <Menu.Item closeMenuOnClick disabled={!choice.isChanged} onClick={choice.reset}>
          Columns as at first
        </Menu.Item>
        <p className={classes.hint}>
          Drag a title to move its column. In the table: Shift with ↑ ↓ marks rows, ← → goes from cell to cell, Ctrl
          with ← → makes a column wider or narrower, Alt+Shift with ← → moves it, Shift+F10 opens the menu of a cell.
          Tab goes on to the titles.
        </p>
      </Menu.Dropdown>
    </Menu>
  );
}

function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}
