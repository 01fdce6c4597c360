// Marked dates: from a file, by hand, and taken away again.
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { problemOf } from '../../../shared/contract/problem.ts';
import type { SeriesMark } from '../../../shared/model/series.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { parseTime } from '../../../shared/unit/time.ts';
import { beginWork } from '../../state/idle.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { useSeries } from '../../state/series.ts';
import { counted } from '../../ui/counted.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { momentText } from './scales.ts';
import classes from './series.module.css';

/** Shown one by one in the dialog. */
const SHOWN = 200;

/** The same date and key stand there once. */
function withMarks(before: readonly SeriesMark[], more: readonly SeriesMark[]): readonly SeriesMark[] {
  const all = new Map([...before, ...more].map(mark => [JSON.stringify([mark.seconds, mark.key]), mark]));
  return [...all.values()].sort((a, b) => a.seconds - b.seconds).slice(0, 10_000);
}

export const addMarks = (more: readonly SeriesMark[]): void =>
  useSeries.setState(({ marks }) => ({ marks: withMarks(marks, more) }));

async function readMarks(file: File): Promise<void> {
  const done = beginWork();
  try {
    const path = await link().pathOfFile(file);
    const { marks, bad } = await link().call('seriesMarks', { path });
    addMarks(marks);
    const [first] = bad;
    const lacking = first
      ? ` ${counted(bad.length, 'line')} could not be read: line ${first.line}: ${first.reason}.`
      : '';
    showNotice({
      text: `${counted(marks.length, 'marked date')} read from ${file.name}.${lacking}`,
      bad: bad.length > 0,
    });
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  } finally {
    done();
  }
}

export function Marks({ isOpen, onClose }: { readonly isOpen: boolean; onClose(): void }) {
  const marks = useSeries(s => s.marks);
  const picker = useRef<HTMLInputElement>(null);
  const [date, setDate] = useState('');
  const [key, setKey] = useState('');
  const time = parseTime(date);
  function add(event: FormEvent): void {
    event.preventDefault();
    if (!time) return;
    addMarks([{ seconds: time[0], key: key === '' ? null : key }]);
    setDate('');
  }
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        data-testid="marks-input"
        onChange={event => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void readMarks(file);
        }}
      />
      <Dialog isOpen={isOpen} onClose={onClose} title="Marked dates">
        <p className={classes.hint}>
          Times at which something is known to have happened. Anomalies are held against them: precision and recall
          stand beside the detectors.
        </p>
        <div className={classes.buttons}>
          <Button onClick={() => picker.current?.click()} leftSection={<Icon name="open" size={14} />}>
            From a file (CSV: date, and a key if it has one)
          </Button>
          <Button disabled={marks.length === 0} onClick={() => useSeries.setState({ marks: [] })}>
            Remove all
          </Button>
        </div>
        <form onSubmit={add} className={classes.markForm}>
          <TextInput
            label="Date or time"
            placeholder="2006-09-26"
            value={date}
            error={date !== '' && !time ? 'a date such as 2006-09-26, or with a time, UTC' : undefined}
            onChange={event => setDate(event.currentTarget.value)}
          />
          <TextInput label="Key" placeholder="any" value={key} onChange={event => setKey(event.currentTarget.value)} />
          <Button type="submit" disabled={!time}>
            Mark
          </Button>
        </form>
        <ul className={classes.markList} aria-label="Marked dates">
          {marks.slice(0, SHOWN).map(mark => (
            <li key={`${mark.seconds} ${mark.key}`}>
              {momentText(mark.seconds, null)} {mark.key === null ? 'any key' : printable(mark.key)}
              <ActionIcon
                size={22}
                aria-label={`Remove the mark of ${momentText(mark.seconds, null)}`}
                onClick={() => useSeries.setState({ marks: marks.filter(one => one !== mark) })}
              >
                <Icon name="close" size={12} />
              </ActionIcon>
            </li>
          ))}
          {marks.length > SHOWN && <li>and {marks.length - SHOWN} more</li>}
          {marks.length === 0 && <li>No date is marked.</li>}
        </ul>
      </Dialog>
    </>
  );
}
