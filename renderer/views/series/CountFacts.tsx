// What is known of a file of counts, for the inspector.
import type { SourceInfo } from '../../../shared/model/source.ts';
import { formatBytes, formatCount } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { MEASURES } from '../../ui/measures.ts';
import { Term } from '../../ui/Term.tsx';
import { type Fact, Facts, Section } from '../inspector/parts.tsx';
import { intervalText, momentText } from './scales.ts';
import classes from './series.module.css';

/** Broken lines that are shown one by one. */
const SHOWN = 20;

export function CountFacts({ info }: { readonly info: SourceInfo }) {
  const { counts, badLines } = info;
  if (!counts) return null;
  const { columns, rows, dates, keys, duplicates, interval, gaps, first, last } = counts;
  const name = (column: number): string => printable(columns.names[column]!);
  const facts: readonly Fact[] = [
    { label: 'File', help: MEASURES.fileName, value: printable(info.name), title: info.path },
    { label: 'Size', help: MEASURES.fileSize, value: formatBytes(info.size), title: `${formatCount(info.size)} bytes` },
    { label: 'Rows', help: MEASURES.countRows, value: formatCount(rows), testId: 'count-rows' },
    {
      label: 'Dates',
      help: MEASURES.countDates,
      value: `${formatCount(dates)} in ${name(columns.date)}`,
      testId: 'count-dates',
    },
    ...(first && last
      ? [
          { label: 'From', help: MEASURES.firstTime, value: momentText(first[0], interval) },
          { label: 'To', help: MEASURES.lastTime, value: momentText(last[0], interval) },
        ]
      : []),
    ...(interval === null ? [] : [{ label: 'One every', help: MEASURES.countInterval, value: intervalText(interval) }]),
    { label: 'Longer gaps', help: MEASURES.countGaps, value: formatCount(gaps) },
    ...columns.keys.map((column, i) => ({
      label: `Key ${name(column)}`,
      help: MEASURES.countKey,
      value: `${formatCount(keys[i]!)} different`,
      testId: `count-key-${i + 1}`,
    })),
    { label: 'Count', help: MEASURES.countColumn, value: name(columns.count) },
    {
      label: 'Added up',
      help: MEASURES.duplicates,
      value: formatCount(duplicates),
    },
    { label: 'Broken lines', help: MEASURES.brokenLines, value: formatCount(badLines.count) },
  ];
  return (
    <>
      <Section title="File of counts">
        <Facts facts={facts} />
      </Section>
      {!columns.sure && (
        <p className={classes.hint}>
          The format of the dates is a guess: days and months could be swapped. Columns… in the view changes it.
        </p>
      )}
      {badLines.count > 0 && (
        <Section title={<Term text={MEASURES.brokenLines}>Broken lines</Term>}>
          <ul className={classes.notes} data-testid="bad-lines">
            {badLines.first.slice(0, SHOWN).map(({ line, reason }) => (
              <li key={line}>
                Line {formatCount(line)}: {printable(reason)}
              </li>
            ))}
            {badLines.count > SHOWN && <li>and {formatCount(badLines.count - SHOWN)} more</li>}
          </ul>
        </Section>
      )}
    </>
  );
}
