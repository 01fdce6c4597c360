// A dialog with a title and a way out.
import { ActionIcon, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import classes from './overlays.module.css';

interface Props {
  readonly isOpen: boolean;
  onClose(): void;
  readonly title: string;
  readonly size?: string;
  readonly children: ReactNode;
}

export function Dialog({ isOpen, onClose, title, size = 'lg', children }: Props) {
  return (
    <Modal.Root opened={isOpen} onClose={onClose} size={size}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body>
          <div className={classes.dialogTitle}>
            <h2>{title}</h2>
            <ActionIcon aria-label="Close" onClick={onClose}>
              <Icon name="close" />
            </ActionIcon>
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
