// The timeline's buttons: axes, bursts one by one, zoom.
import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import type { Clock } from '../../../shared/axis/time-axis.ts';
import { TIMELINE_BY, type TimelineBy } from '../../../shared/model/timeline.ts';
import { type View, zoomView } from '../../chart/zoom.ts';
import { setTimelineOptions, useTimelineOptions } from '../../state/timeline-options.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { PictureMenu } from '../../ui/picture/PictureMenu.tsx';
import classes from './TimelineView.module.css';

const BY_TEXT: Readonly<Record<TimelineBy, string>> = {
  stream: 'by stream',
  destination: 'by destination',
  source: 'by source',
  flow: 'by flow',
  port: 'by port',
  protocol: 'by protocol',
};

interface Props {
  readonly view: View;
  readonly whole: View;
  readonly clock: Clock;
  readonly logarithmic: boolean;
  readonly selecting: boolean;
  readonly onView: (view: View) => void;
  readonly onClock: (clock: Clock) => void;
  readonly onLogarithmic: (on: boolean) => void;
  readonly onSelecting: (on: boolean) => void;
  readonly onStep: (step: 1 | -1) => void;
}

export function Toolbar(props: Props) {
  const { view, whole, onView, onStep } = props;
  const { by, gaps, rate } = useTimelineOptions();
  const isWhole = view.from <= whole.from && view.to >= whole.to;
  return (
    <div className={classes.tools}>
      <Toggle
        name="Since start"
        help="Count time from the first record, instead of telling it in UTC"
        on={props.clock === 'elapsed'}
        onToggle={on => props.onClock(on ? 'elapsed' : 'utc')}
      />
      <Select
        aria-label="What a series is"
        title="Whose records are a series of their own"
        data-testid="timeline-by"
        w={128}
        allowDeselect={false}
        data={TIMELINE_BY.map(one => ({ value: one, label: BY_TEXT[one] }))}
        value={by}
        onChange={value => value && setTimelineOptions({ by: value as TimelineBy })}
      />
      <Toggle
        name="Gaps"
        help="A panel of the gaps between records, on the same time axis"
        on={gaps}
        onToggle={on => setTimelineOptions({ gaps: on })}
      />
      <Toggle
        name="Rate"
        help="A panel of payload a second, on the same time axis"
        on={rate}
        onToggle={on => setTimelineOptions({ rate: on })}
      />
      <Toggle
        name="Log"
        help="Logarithmic payload axis: small payloads get room"
        on={props.logarithmic}
        onToggle={props.onLogarithmic}
      />
      <span className={classes.buttons}>
        <Tool name="Burst before" icon="previous" run={() => onStep(-1)} />
        <Tool name="Next burst" icon="next" run={() => onStep(1)} />
      </span>
      <span className={classes.buttons}>
        <Tooltip label="Select a time range by dragging, for all panels (shift-drag does so at any time)">
          <ActionIcon
            aria-label="Select a time range by dragging"
            aria-pressed={props.selecting}
            data-active={props.selecting || undefined}
            onClick={() => props.onSelecting(!props.selecting)}
          >
            <Icon name="brush" />
          </ActionIcon>
        </Tooltip>
        <Tool name="Zoom in (+)" icon="plus" run={() => onView(zoomView(view, 0.5, 0.5, whole))} />
        <Tool name="Zoom out (-)" icon="minus" run={() => onView(zoomView(view, 2, 0.5, whole))} disabled={isWhole} />
        <PictureMenu of="Timeline" />
        <Tool name="Whole capture (0 or double-click)" icon="fit" run={() => onView(whole)} disabled={isWhole} />
      </span>
    </div>
  );
}

interface ToolProps {
  readonly name: string;
  readonly icon: IconName;
  readonly run: () => void;
  readonly disabled?: boolean;
}

const Tool = ({ name, icon, run, disabled = false }: ToolProps) => (
  <Tooltip label={name}>
    <ActionIcon aria-label={name} onClick={run} disabled={disabled}>
      <Icon name={icon} />
    </ActionIcon>
  </Tooltip>
);

interface ToggleProps {
  readonly name: string;
  readonly help: string;
  readonly on: boolean;
  readonly onToggle: (on: boolean) => void;
}

const Toggle = ({ name, help, on, onToggle }: ToggleProps) => (
  <Tooltip label={help}>
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      aria-pressed={on}
      data-active={on || undefined}
      onClick={() => onToggle(!on)}
    >
      {name}
    </Button>
  </Tooltip>
);
