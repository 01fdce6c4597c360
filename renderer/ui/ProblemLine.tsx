// A problem where an answer should stand: its sentence, as text.
import type { Problem } from '../../shared/contract/problem.ts';
import { Icon } from './Icon.tsx';
import classes from './ui.module.css';

export function ProblemLine({ problem }: { readonly problem: Problem }) {
  return (
    <p className={classes.problem} role="alert">
      <Icon name="warn" /> {problem.message}
    </p>
  );
}
