// The sheet that lists all keys.
import { Kbd } from '@mantine/core';
import { useEffect, useState } from 'react';
import { onCommand } from '../state/commands.ts';
import { Dialog } from './Dialog.tsx';
import classes from './overlays.module.css';
import { SHORTCUTS } from './shortcuts.ts';

export function ShortcutSheet() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onCommand('shortcuts', () => setOpen(before => !before)), []);
  return (
    <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Keyboard shortcuts">
      <dl className={classes.keys}>
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map(key => (
                <Kbd key={key} size="xs">
                  {key}
                </Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
