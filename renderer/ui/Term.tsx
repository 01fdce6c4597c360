// A word with its definition, shown to pointer and keyboard.
import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ui.module.css';

export function Term({ children, text }: { readonly children: ReactNode; readonly text: string }) {
  return (
    <Tooltip label={text}>
      <button type="button" className={classes.term}>
        {children}
      </button>
    </Tooltip>
  );
}
