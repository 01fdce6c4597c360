// In the corner while a report is being written: how far it is, and a way to stop.
import { Button, Progress } from '@mantine/core';
import { formatCount } from '../../shared/unit/format.ts';
import { stopWriting, useWriting } from '../state/writing.ts';
import { counted } from './counted.ts';
import { Icon } from './Icon.tsx';
import classes from './overlays.module.css';

export function WritingNotice() {
  const { rows, of } = useWriting();
  if (rows === null) return null;
  const done = of === null ? counted(rows, 'row') : `${formatCount(rows)} of ${counted(of, 'row')}`;
  return (
    <div className={classes.writing} data-testid="writing">
      <span>Writing the file: {done}</span>
      <Button size="xs" variant="default" leftSection={<Icon name="stop" size={12} />} onClick={stopWriting}>
        Stop
      </Button>
      {of !== null && of > 0 && <Progress value={(100 * rows) / of} size="xs" aria-label="Rows written" />}
    </div>
  );
}
