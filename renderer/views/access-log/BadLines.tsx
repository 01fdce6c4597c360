// Lines of the log that could not be read, with their number and reason.
import type { SourceInfo } from '../../../shared/model/source.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { unreadLines } from '../../ui/unread-lines.ts';
import classes from './access-log.module.css';

export function BadLines({ info }: { readonly info: SourceInfo }) {
  const { count, first } = unreadLines(info);
  if (count === 0) return <p className={classes.empty}>Every line could be read.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.anomalies} tabIndex={0} aria-label="Lines that could not be read">
      <ul className={classes.lines} data-testid="unreadable-lines">
        {first.map(({ key, place, reason }) => (
          <li key={key}>
            <strong>{printable(place)}</strong> {printable(reason)}
          </li>
        ))}
      </ul>
      {count > first.length && <p className={classes.method}>and {formatCount(count - first.length)} more.</p>}
    </section>
  );
}
