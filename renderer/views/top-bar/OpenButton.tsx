// The ways to open a capture: a dialog of the system, a file of the browser, a path on the engine's computer, recent files.
import { Button, Menu, TextInput } from '@mantine/core';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { problemOf } from '../../../shared/contract/problem.ts';
import { onCommand } from '../../state/commands.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { openFiles, openInner, openPath, openPaths, openSample } from '../../state/open-source.ts';
import { useSource } from '../../state/source.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import classes from './top-bar.module.css';

/** The last part of a path of either kind. */
const nameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

function chooseWithDialog(): void {
  link()
    .call('chooseCapture', null)
    .then(chosen => openPaths(chosen))
    .catch(thrown => showNotice({ text: problemOf(thrown).message, bad: true }));
}

export function OpenButton() {
  const picker = useRef<HTMLInputElement>(null);
  const [recent, setRecent] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const [path, setPath] = useState('');
  const isWeb = link().host === 'web';
  const isOpen = useSource(s => s.info !== null && s.phase === 'open');
  const inner = useSource(s => s.info?.inner ?? false);

  const open = useCallback(() => (isWeb ? picker.current?.click() : chooseWithDialog()), [isWeb]);
  useEffect(() => onCommand('open', open), [open]);

  function openAsked(event: FormEvent): void {
    event.preventDefault();
    const wanted = path.trim();
    if (wanted === '') return;
    setAsking(false);
    void openPath(wanted);
  }

  return (
    <>
      <Button.Group>
        <Button variant="filled" leftSection={<Icon name="open" />} onClick={open} title="Open a capture (Ctrl+O)">
          Open
        </Button>
        <Menu
          width={320}
          onOpen={() =>
            void link()
              .call('recent', null)
              .then(setRecent)
              .catch(() => setRecent([]))
          }
        >
          <Menu.Target>
            <Button variant="filled" px={6} aria-label="Recent files and other ways to open">
              <Icon name="down" size={14} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {isWeb && (
              <Menu.Item leftSection={<Icon name="open" size={14} />} onClick={() => setAsking(true)}>
                Open a path on this computer…
              </Menu.Item>
            )}
            <Menu.Item leftSection={<Icon name="help" size={14} />} onClick={() => void openSample()}>
              Open the sample capture
            </Menu.Item>
            <Menu.Divider />
            <Menu.CheckboxItem
              checked={inner}
              closeMenuOnClick
              disabled={!isOpen}
              data-testid="inner"
              onChange={() => void openInner(!inner)}
            >
              Inner addresses of tunnels
            </Menu.CheckboxItem>
            <Menu.Divider />
            <Menu.Label>Recent files</Menu.Label>
            {recent.length === 0 && <Menu.Label>None yet</Menu.Label>}
            {recent.slice(0, 12).map(file => (
              <Menu.Item
                key={file}
                title={file}
                leftSection={<Icon name="recent" size={14} />}
                onClick={() => void openPath(file)}
              >
                <span className={classes.recent}>
                  {nameOf(file)}
                  <small>{file}</small>
                </span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Button.Group>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        onChange={event => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          void openFiles(files);
        }}
      />
      <Dialog isOpen={asking} onClose={() => setAsking(false)} title="Open a path on this computer">
        <form onSubmit={openAsked} className={classes.pathForm}>
          <TextInput
            label="Path of the capture"
            description="On the computer where Burstscope runs. Nothing is uploaded or copied."
            placeholder="/var/captures/office.pcapng"
            data-autofocus
            value={path}
            onChange={event => setPath(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled" disabled={path.trim() === ''}>
            Open
          </Button>
        </form>
      </Dialog>
    </>
  );
}
