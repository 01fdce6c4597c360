// What every page of the inspector is made of: sections, lists of numbers, and the state of an answer.
import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Answer } from '../../state/use-answer.ts';
import { CsvMenu, type SmallTable } from '../../ui/CsvMenu.tsx';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { Term } from '../../ui/Term.tsx';
import { usePatience } from '../../ui/use-patience.ts';
import classes from './inspector.module.css';

interface SectionProps {
  readonly title: ReactNode;
  /** Stands at the right end of the title's line. */
  readonly aside?: ReactNode;
  /** What stands in the section, as CSV. */
  readonly table?: SmallTable | undefined;
  readonly children: ReactNode;
}

export function Section({ title, aside, table, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <h3 className={classes.sectionTitle}>
        {title}
        {(aside || table) && (
          <span className={classes.aside}>
            {aside}
            {table && <CsvMenu {...table} />}
          </span>
        )}
      </h3>
      {children}
    </section>
  );
}

export interface Fact {
  readonly label: string;
  /** What it means. */
  readonly help: string;
  readonly value: ReactNode;
  /** The exact value, for hovering. */
  readonly title?: string | undefined;
  readonly testId?: string;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, help, value, title, testId }) => (
        <div key={label}>
          <dt>
            <Term text={help}>{label}</Term>
          </dt>
          <dd title={title} data-testid={testId}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface AnsweredProps<Value> {
  readonly answer: Answer<Value>;
  /** How many lines the value will take, for the time before the first. */
  readonly lines?: number;
  children(value: Value): ReactNode;
}

/** The value once it is there; grey lines when it takes a while, a sentence when it fails. */
export function Answered<Value>({ answer, lines = 4, children }: AnsweredProps<Value>) {
  const late = usePatience(answer.loading);
  if (answer.problem) return <ProblemLine problem={answer.problem} />;
  if (answer.value === undefined) {
    if (!late) return <div style={{ minHeight: lines * 22 }} />;
    return (
      <div className={classes.skeleton}>
        {Array.from({ length: lines }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have nothing else to be told apart by
          <Skeleton key={i} height={10} />
        ))}
      </div>
    );
  }
  return <div className={late ? classes.late : undefined}>{children(answer.value)}</div>;
}
