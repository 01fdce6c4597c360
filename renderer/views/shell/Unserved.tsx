// A place that the open source cannot serve: why, and what would.
import { Button } from '@mantine/core';
import { runCommand } from '../../state/commands.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import classes from './Frame.module.css';

interface Props {
  readonly title: string;
  readonly icon: IconName;
  readonly reason: string;
}

export function Unserved({ title, icon, reason }: Props) {
  return (
    <section className={classes.unserved} aria-label={title} data-testid="unserved">
      <Icon name={icon} size={28} />
      <h2>{title}</h2>
      <p>{reason}</p>
      <Button onClick={() => runCommand('open')}>Open another file</Button>
    </section>
  );
}
