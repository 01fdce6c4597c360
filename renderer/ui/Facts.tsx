// Measures with their values, one a line: the name carries its definition.
import type { ReactNode } from 'react';
import classes from './parts.module.css';
import { Term } from './Term.tsx';

export const Facts = ({ columns = 1, children }: { readonly columns?: 1 | 2; readonly children: ReactNode }) => (
  <dl className={classes.facts} data-columns={columns}>
    {children}
  </dl>
);

interface FactProps {
  readonly label: string;
  /** What it means. */
  readonly help: string;
  /** The exact value. */
  readonly title?: string | undefined;
  /** Over all columns. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

export const Fact = ({ label, help, title, isWide = false, children }: FactProps) => (
  <div data-wide={isWide || undefined}>
    <dt>
      <Term text={help}>{label}</Term>
    </dt>
    <dd title={title}>{children}</dd>
  </div>
);
