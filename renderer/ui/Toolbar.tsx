// The bar above a place or a panel: on the left what is shown is chosen; on the right how much that is, then what can be
// done with it, the export last.
import type { ReactNode } from 'react';
import classes from './parts.module.css';

interface Props {
  /** What the bar is of. */
  readonly label: string;
  readonly children?: ReactNode;
  readonly end?: ReactNode;
}

export function Toolbar({ label, children, end }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not lay out its children in a line
    <div className={classes.toolbar} role="group" aria-label={label}>
      {children}
      {end && <div className={classes.end}>{end}</div>}
    </div>
  );
}

/** How much is shown. */
export const Count = ({ testId, children }: { readonly testId?: string; readonly children: ReactNode }) => (
  <span className={classes.count} data-testid={testId}>
    {children}
  </span>
);
