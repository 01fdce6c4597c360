// A place with nothing to show: what is missing, what would bring it, and the way there.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import classes from './parts.module.css';

interface Props {
  /** Name of the place. */
  readonly label: string;
  readonly icon: IconName;
  readonly title: string;
  readonly testId?: string;
  /** One sentence. */
  readonly text: ReactNode;
  /** What can be done. */
  readonly children?: ReactNode;
}

export const EmptyState = ({ label, icon, title, testId, text, children }: Props) => (
  <section className={classes.empty} aria-label={label} data-testid={testId}>
    <Icon name={icon} size={28} />
    <h2>{title}</h2>
    <p>{text}</p>
    {children && <div className={classes.actions}>{children}</div>}
  </section>
);
