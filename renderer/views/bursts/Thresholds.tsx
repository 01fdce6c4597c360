// The strip of thresholds: what makes a burst, live.
import { ActionIcon, Checkbox, Select, Tooltip } from '@mantine/core';
import { BURST_SCOPES, type BurstParams, type BurstScope, DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import { formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Term } from '../../ui/Term.tsx';
import classes from './BurstsView.module.css';
import { Drag } from './Drag.tsx';
import { Typed } from './Typed.tsx';
import { gapOfStep, gapOfText, gapText, PAYLOAD_SLIDER, STEPS, stepOfGap, wholeOfText } from './thresholds.ts';

const SCOPE_LABEL: Readonly<Record<BurstScope, string>> = {
  stream: 'Stream, one way',
  flow: 'Flow, both ways',
  conversation: 'Host pair, both ways',
  'host-out': 'Host, sending',
  'host-in': 'Host, receiving',
};

const NOTEBOOK =
  "Counts as the study does that the method comes from: empty payloads count 1 byte, a stream's first and last record always count, a burst's length is its records less one.";

interface Props {
  readonly params: BurstParams;
  onParams(params: BurstParams): void;
  /** What these thresholds are, and how their fields are found by tests. */
  readonly title: string;
  readonly testId: string;
  /** What the automatic min payload came to. */
  readonly auto: number | undefined;
  /** The bursts of the thresholds in force are not found yet. */
  readonly busy: boolean;
}

export function Thresholds({ params, onParams, title, testId, auto, busy }: Props) {
  const set = (part: Partial<BurstParams>): void => onParams({ ...params, ...part });
  const { gapNanos, minPayload, minPackets, scope, compat } = params;
  const isAuto = minPayload === 'auto';
  const payload = isAuto ? (auto ?? 0) : minPayload;
  const isDefault = JSON.stringify(params) === JSON.stringify(DEFAULT_BURST_PARAMS);
  return (
    <fieldset className={classes.thresholds}>
      <legend className="visually-hidden">{title}</legend>
      <div className={classes.threshold}>
        <Term text="A record that follows the last by less than this belongs to the same burst.">Gap</Term>
        <Drag
          label="Gap"
          value={stepOfGap(gapNanos)}
          min={0}
          max={STEPS}
          busy={busy}
          text={step => formatDuration(gapOfStep(step))}
          onValue={step => step !== stepOfGap(gapNanos) && set({ gapNanos: gapOfStep(step) })}
        />
        <Typed
          label="Gap in seconds"
          value={gapText(gapNanos)}
          unit="s"
          width={68}
          testId={`${testId}-gap`}
          complaint="a number of seconds above 0 and at most 86400, with at most 9 decimals"
          onText={text => {
            const nanos = gapOfText(text);
            if (nanos !== undefined) set({ gapNanos: nanos });
            return nanos !== undefined;
          }}
        />
      </div>
      <div className={classes.threshold}>
        <Term text="Smaller records do not make a burst, but ride along inside one.">Min payload</Term>
        <Drag
          label="Min payload"
          value={Math.min(payload, PAYLOAD_SLIDER.max)}
          {...PAYLOAD_SLIDER}
          disabled={isAuto}
          busy={busy}
          text={bytes => `${formatCount(bytes)} B`}
          onValue={bytes => !isAuto && bytes !== payload && set({ minPayload: bytes })}
        />
        <Typed
          label="Min payload in bytes"
          value={String(payload)}
          unit="B"
          width={62}
          testId={`${testId}-min-payload`}
          disabled={isAuto}
          complaint="a whole number of bytes up to 65535"
          onText={text => {
            const bytes = wholeOfText(text, 0, 65_535);
            if (bytes !== undefined) set({ minPayload: bytes });
            return bytes !== undefined;
          }}
        />
        <Tooltip
          label={`1.1 times the mean payload of all IP records, rounded down${isAuto && auto !== undefined ? `: ${formatCount(auto)} B` : ''}`}
        >
          <div>
            <Checkbox
              label="auto"
              checked={isAuto}
              data-testid={`${testId}-auto`}
              onChange={event => set({ minPayload: event.currentTarget.checked ? 'auto' : payload })}
            />
          </div>
        </Tooltip>
      </div>
      <div className={classes.threshold}>
        <Term text="Bursts with fewer records that reach the min payload are dropped.">Min packets</Term>
        <Typed
          label="Min packets"
          value={String(minPackets)}
          unit=""
          width={40}
          testId={`${testId}-min-packets`}
          complaint="a whole number of packets from 1 up"
          onText={text => {
            const packets = wholeOfText(text, 1, 1_000_000);
            if (packets !== undefined) set({ minPackets: packets });
            return packets !== undefined;
          }}
        />
      </div>
      <div className={classes.threshold}>
        <Term text="Whose records are looked at together.">Scope</Term>
        <Select
          aria-label="Scope of a burst"
          data-testid={`${testId}-scope`}
          w={146}
          allowDeselect={false}
          value={scope}
          data={BURST_SCOPES.map(value => ({ value, label: SCOPE_LABEL[value] }))}
          onChange={value => value && set({ scope: value as BurstScope })}
        />
      </div>
      <Tooltip label={NOTEBOOK}>
        <div>
          <Checkbox
            label="notebook"
            checked={compat === 'notebook'}
            data-testid={`${testId}-compat`}
            onChange={event => set({ compat: event.currentTarget.checked ? 'notebook' : undefined })}
          />
        </div>
      </Tooltip>
      <Tooltip label="Thresholds as they were at first">
        <ActionIcon
          aria-label="Reset the thresholds"
          disabled={isDefault}
          onClick={() => onParams(DEFAULT_BURST_PARAMS)}
        >
          <Icon name="undo" />
        </ActionIcon>
      </Tooltip>
    </fieldset>
  );
}
