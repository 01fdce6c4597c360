// What is read again from the file for the records in view: their lines and further fields.
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import type { RecordLine } from '../../../shared/model/record.ts';
import { beginWork } from '../../state/idle.ts';
import { link } from '../../state/link.ts';

/** Milliseconds that rows have to stay in view before they are read. */
const CALM = 60;
const MOST_AT_ONCE = 200;
/** Lines that are kept when others come into view. */
const MOST_KEPT = 2000;

interface RecordLines {
  lineOf(number: number): RecordLine | undefined;
  /** Reads those that are not at hand. Rejects as the call does. */
  load(numbers: readonly number[]): Promise<void>;
}

/** `numbers` are those in view. A line that cannot be read says why in its place. */
export function useRecordLines(
  source: number | null,
  fields: readonly string[],
  numbers: readonly number[],
): RecordLines {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const question = `${source} ${fields.join(' ')}`;
  const held = useRef({ question, lines: new Map<number, RecordLine>() });
  if (held.current.question !== question) held.current = { question, lines: new Map() };
  const { lines } = held.current;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is the fields and the source
  const load = useCallback(
    async (wanted: readonly number[]): Promise<void> => {
      if (source === null) return;
      const lacking = wanted.filter(number => !lines.has(number));
      for (let at = 0; at < lacking.length; at += MOST_AT_ONCE) {
        const part = lacking.slice(at, at + MOST_AT_ONCE);
        for (const line of await link().call('recordLines', { source, numbers: part, fields })) {
          lines.set(line.number, line);
        }
      }
    },
    [question, lines],
  );

  const inView = useMemo(() => numbers.join(' '), [numbers]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the numbers, by value
  useEffect(() => {
    if (inView === '' || numbers.every(number => lines.has(number))) return;
    const done = beginWork();
    const timer = setTimeout(() => {
      if (lines.size > MOST_KEPT) lines.clear();
      load(numbers)
        .then(redraw, () => {
          // The table says what is wrong with the file when it is asked for a record.
        })
        .finally(done);
    }, CALM);
    return () => {
      clearTimeout(timer);
      done();
    };
  }, [inView, load, lines]);

  return { lineOf: number => lines.get(number), load };
}
