// What is selected, always in sight: back and forward, chips, the same as a filter, what can be done with it; the panels.
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { counted } from '../../../shared/unit/format.ts';
import { runCommand } from '../../state/commands.ts';
import { go, useHistory } from '../../state/history.ts';
import { NOTHING, useSelection } from '../../state/selection.ts';
import { type Ends, selectionFilter, selectionTest, withoutSelection } from '../../state/selection-filter.ts';
import { useSource } from '../../state/source.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { rowWord } from '../../ui/rows-word.ts';
import { openNote } from '../notes/note-dialog.ts';
import { selectedOn } from '../notes/note-on.ts';
import { useInspectorOpen } from '../shell/use-sides.ts';
import { useHasTimeline, useTimelineOpen } from '../shell/use-timeline-open.ts';
import { CopyMenu } from './CopyMenu.tsx';
import { SelectionChips } from './SelectionChips.tsx';
import classes from './selection-bar.module.css';
import { useEnds } from './use-ends.ts';

export function SelectionBar() {
  const isOpen = useSource(s => s.info !== null && s.phase === 'open');
  if (!isOpen) return null;
  return (
    <section className={classes.bar} aria-label="Selection">
      <Steps />
      <SelectionChips />
      <Nothing />
      <AsFilter />
      <PanelButtons />
    </section>
  );
}

function Steps() {
  const { steps, at } = useHistory();
  return (
    <div className={classes.steps}>
      <Step name="Back" keys="Alt+←" icon="back" disabled={at === 0} run={() => go(-1)} />
      <Step name="Forward" keys="Alt+→" icon="forward" disabled={at === steps.length - 1} run={() => go(1)} />
    </div>
  );
}

interface StepProps {
  readonly name: string;
  readonly keys: string;
  readonly icon: IconName;
  readonly disabled: boolean;
  run(): void;
}

const Step = ({ name, keys, icon, disabled, run }: StepProps) => (
  <Tooltip label={`${name} (${keys})`}>
    <ActionIcon size={26} aria-label={name} disabled={disabled} data-testid={`go-${name.toLowerCase()}`} onClick={run}>
      <Icon name={icon} size={15} />
    </ActionIcon>
  </Tooltip>
);

function Nothing() {
  const info = useSource(s => s.info);
  const isSample = useSource(s => s.path === s.samplePath);
  const isNothing = useSelection(s => Object.values(s).every(part => part === null));
  if (!isNothing || !info) return null;
  const rows =
    info.records === 1 ? `the only ${rowWord(info.kind)}` : `all ${counted(info.records, rowWord(info.kind))}`;
  return (
    <span className={classes.nothing}>
      Nothing selected: {rows}. What is clicked here is selected everywhere.
      {isSample && <strong> This is the sample: open your own with Ctrl+O, or drop a file.</strong>}
    </span>
  );
}

/** The selection as text, and what can be done with it. */
function AsFilter() {
  const selection = useSelection();
  const ends = useEnds();
  const text = selectionFilter(selection, ends);
  if (text === null) {
    return (
      <>
        <span className={classes.filler} />
        <CopyMenu text={null} />
      </>
    );
  }
  const hasMore = selectionTest(selection, ends) !== null;
  return (
    <>
      <code className={classes.text} title={text} data-testid="selection-filter">
        {text}
      </code>
      {hasMore && (
        <>
          <Tooltip label="Make this the filter: everything else is left out of every panel">
            <Button
              size="compact-xs"
              data-testid="only-this"
              onClick={() => useSelection.setState({ ...NOTHING, filter: text })}
            >
              Only this
            </Button>
          </Tooltip>
          <Tooltip label="Filter this out: everything else stays">
            <Button
              size="compact-xs"
              data-testid="exclude"
              onClick={() => useSelection.setState({ ...NOTHING, filter: withoutSelection(selection, ends) })}
            >
              Exclude
            </Button>
          </Tooltip>
        </>
      )}
      <CopyMenu text={text} />
      <NoteButton ends={ends} />
    </>
  );
}

function NoteButton({ ends }: { readonly ends: Ends }) {
  const info = useSource(s => s.info);
  const selection = useSelection();
  const on = info && selectedOn(selection, ends, info);
  return (
    on && (
      <Button
        size="compact-xs"
        leftSection={<Icon name="note" size={12} />}
        data-testid="note"
        onClick={() => openNote(on)}
      >
        Note…
      </Button>
    )
  );
}

function PanelButtons() {
  const hasTimeline = useHasTimeline();
  const isTimelineOpen = useTimelineOpen();
  const isInspectorOpen = useInspectorOpen(s => s.isOpen);
  return (
    <div className={classes.panels}>
      <PanelButton
        name="timeline"
        keys="L"
        icon="strip"
        isOpen={isTimelineOpen}
        disabled={!hasTimeline}
        run={() => runCommand('timeline')}
      />
      <PanelButton
        name="inspector"
        keys="I"
        icon="aside"
        isOpen={isInspectorOpen}
        run={() => runCommand('inspector')}
      />
    </div>
  );
}

interface PanelButtonProps {
  readonly name: string;
  readonly keys: string;
  readonly icon: IconName;
  readonly isOpen: boolean;
  readonly disabled?: boolean;
  run(): void;
}

const PanelButton = ({ name, keys, icon, isOpen, disabled = false, run }: PanelButtonProps) => (
  <Tooltip label={disabled ? `There is no ${name} in this view` : `${isOpen ? 'Close' : 'Open'} the ${name} (${keys})`}>
    <ActionIcon
      size={26}
      aria-label={`Show the ${name}`}
      aria-pressed={isOpen}
      data-active={isOpen || undefined}
      disabled={disabled}
      data-testid={`toggle-${name}`}
      onClick={run}
    >
      <Icon name={icon} size={15} />
    </ActionIcon>
  </Tooltip>
);
