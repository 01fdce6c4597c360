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
    <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Keyboard shortcuts" size="820px">
      <div className={classes.keys}>
        {SHORTCUTS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(({ keys: pressed, does }) => (
                <div key={does}>
                  <dt>
                    {pressed.map(key => (
                      <Kbd key={key} size="xs">
                        {key}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
