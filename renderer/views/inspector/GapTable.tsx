// Gap summaries side by side, one column each.
import type { GapSummary } from '../../../shared/model/summary.ts';
import { Term } from '../../ui/Term.tsx';
import { GAP_MEASURES } from './gap-measures.ts';
import classes from './inspector.module.css';

export interface GapColumn {
  readonly title: string;
  readonly definition: string;
  readonly summary: GapSummary;
}

export function GapTable({ columns }: { readonly columns: readonly GapColumn[] }) {
  return (
    <table className={classes.gaps}>
      <thead>
        <tr>
          <td />
          {columns.map(({ title, definition }) => (
            <th key={title} scope="col">
              <Term text={definition}>{title}</Term>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {GAP_MEASURES.map(measure => (
          <tr key={measure.label}>
            <th scope="row">
              <Term text={measure.definition}>{measure.label}</Term>
            </th>
            {columns.map(({ title, summary }) => (
              <td key={title} title={measure.exact?.(summary)}>
                {measure.text(summary)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
