// The menu beside a small table: its rows as CSV, copied or saved.
import { ActionIcon, Menu } from '@mantine/core';
import { problemOf } from '../../shared/contract/problem.ts';
import { beginWork } from '../state/idle.ts';
import { showNotice } from '../state/notices.ts';
import { copyText } from './copy-text.ts';
import { Icon } from './Icon.tsx';
import { saveBlob } from './save-blob.ts';

export interface SmallTable {
  /** `Top talkers`: before "as CSV". */
  readonly of: string;
  /** Behind the name of the source: `talkers.csv`. */
  readonly ending: string;
  /** Exact values: bytes, seconds, addresses beside names. Absent while there are no rows. */
  readonly csv?: (() => string | Promise<string>) | undefined;
}

export function CsvMenu({ of, ending, csv }: SmallTable) {
  async function run(then: (text: string) => unknown): Promise<void> {
    const done = beginWork();
    try {
      await then(await csv!());
    } catch (thrown) {
      showNotice({ text: problemOf(thrown).message, bad: true });
    } finally {
      done();
    }
  }
  const save = (text: string) => saveBlob(new Blob([text], { type: 'text/csv' }), `The table “${of}”`, ending);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} aria-label={`${of} as CSV`} title={`${of} as CSV`} disabled={csv === undefined}>
          <Icon name="export" size={13} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void run(text => copyText(text, of))}>Copy as CSV</Menu.Item>
        <Menu.Item onClick={() => void run(save)}>Save CSV</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
