// A menu at a place of the window: where a pointer asked for it, or below what the keyboard is on.
import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './overlays.module.css';

interface Props {
  /** Pixels of the window. */
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly testId: string;
  onClose(): void;
  readonly children: ReactNode;
}

export function PlacedMenu({ x, y, label, testId, onClose, children }: Props) {
  return (
    <Menu
      opened
      onChange={opened => !opened && onClose()}
      // Not keys: the one that opened it is still on its way to the document.
      clickOutsideEvents={['mousedown', 'touchstart']}
      returnFocus={false}
      position="bottom-start"
      offset={2}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={label}
          className={classes.menuPlace}
          style={{ left: x, top: y }}
        />
      </Menu.Target>
      <Menu.Dropdown data-testid={testId}>{children}</Menu.Dropdown>
    </Menu>
  );
}
