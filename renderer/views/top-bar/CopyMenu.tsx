// The selection as text for elsewhere: a display filter, the command line of what is shown.
import { Button, Menu } from '@mantine/core';
import { useEffect } from 'react';
import { onCommand } from '../../state/commands.ts';
import { showNotice } from '../../state/notices.ts';
import { copyText } from '../../ui/copy-text.ts';
import { Icon } from '../../ui/Icon.tsx';
import classes from './top-bar.module.css';
import { useCommandLine } from './use-command-line.ts';

/** `text`: the selection as a filter; null: nothing is selected. */
export function CopyMenu({ text }: { readonly text: string | null }) {
  const { lack, line } = useCommandLine();
  useEffect(() =>
    onCommand('copy-command', () =>
      lack === null ? void copyText(line(), 'Command') : showNotice({ text: lack, bad: true }),
    ),
  );
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button size="compact-xs" leftSection={<Icon name="copy" size={12} />} data-testid="copy-selection">
          Copy
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Icon name="filter" size={14} />}
          disabled={text === null}
          onClick={() => void copyText(text ?? '', 'Display filter')}
        >
          As a display filter, for Wireshark too
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="terminal" size={14} />}
          disabled={lack !== null}
          data-testid="copy-command"
          onClick={() => void copyText(line(), 'Command')}
        >
          As a command line of what is shown
        </Menu.Item>
        {lack !== null && <p className={classes.lack}>{lack}</p>}
      </Menu.Dropdown>
    </Menu>
  );
}
