// Flags above the timeline where notes stand: on records, bursts and ranges. Hovering or focus shows the text, a click selects
// what a note is on.
import { Menu, Tooltip } from '@mantine/core';
import { problemOf } from '../../../shared/contract/problem.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import type { Note } from '../../../shared/model/workspace.ts';
import { nanosBetweenLossy, type Time } from '../../../shared/unit/time.ts';
import { PLOT } from '../../chart/option/timeline.ts';
import type { View } from '../../chart/zoom.ts';
import { useAnnotations, useHostCalled } from '../../state/annotations.ts';
import { showNotice } from '../../state/notices.ts';
import { useSource } from '../../state/source.ts';
import { counted } from '../../ui/counted.ts';
import { Icon } from '../../ui/Icon.tsx';
import { selectNote } from '../notes/note-on.ts';
import { onText } from '../notes/note-text.ts';
import { useRecordTimes } from '../notes/use-record-times.ts';
import { type Flag, flagsOf } from './flags.ts';
import classes from './note-flags.module.css';

interface Props {
  readonly origin: Time;
  readonly view: View;
  /** Of the chart, in pixels. */
  readonly width: number;
}

/** Characters of a note that its hint shows. */
const HINT = 400;

const select = (note: Note, info: SourceInfo): void => {
  selectNote(note, info).catch(thrown => showNotice({ text: problemOf(thrown).message, bad: true }));
};

export function NoteFlags({ origin, view, width }: Props) {
  const notes = useAnnotations(s => s.notes);
  const timeOf = useRecordTimes();
  const flags = flagsOf(notes, timeOf, time => nanosBetweenLossy(origin, time), view, width - PLOT.left - PLOT.right);
  if (flags.length === 0) return null;
  return (
    <ul className={classes.strip} aria-label="Notes on the timeline" data-testid="note-flags">
      {flags.map(flag => (
        <li key={flag.notes.map(({ written }) => written).join()} style={{ left: PLOT.left + flag.x }}>
          {flag.length > 0 && <span className={classes.stretch} style={{ width: flag.length }} />}
          <FlagButton flag={flag} />
        </li>
      ))}
    </ul>
  );
}

function FlagButton({ flag }: { readonly flag: Flag }) {
  const info = useSource(s => s.info);
  const called = useHostCalled();
  if (!info) return null;
  const where = (note: Note): string => onText(note.on, info, called);
  const [first] = flag.notes;
  const label = flag.notes.map(note => `${where(note)}: ${note.text}`).join('\n\n');
  const hint = label.length > HINT ? `${label.slice(0, HINT)}…` : label;
  const many = flag.notes.length > 1;
  const button = (
    <button
      type="button"
      className={classes.flag}
      aria-label={many ? `${counted(flag.notes.length, 'note')}: ${hint}` : `Note on ${hint}`}
      data-testid="note-flag"
      data-picture-notes={JSON.stringify(flag.notes.map(note => `${where(note)}: ${note.text}`))}
      {...(!many && first && { onClick: () => select(first, info) })}
    >
      <Icon name="note" size={12} />
      {many && <span data-picture-skip>{flag.notes.length}</span>}
    </button>
  );
  const hinted = (
    <Tooltip
      label={hint}
      multiline
      maw={320}
      events={{ hover: true, focus: true, touch: true }}
      className={classes.hint}
    >
      {many ? <Menu.Target>{button}</Menu.Target> : button}
    </Tooltip>
  );
  if (!many) return hinted;
  return (
    <Menu position="bottom-start" withinPortal>
      {hinted}
      <Menu.Dropdown>
        {flag.notes.map(note => (
          <Menu.Item key={`${note.written} ${note.text}`} onClick={() => select(note, info)}>
            {where(note)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
