// The strip of thresholds: what makes a burst, live.
import { Button, Checkbox, Select, Slider, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { BURST_SCOPES, type BurstScope, DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import { formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { useBurstParams } from '../../state/bursts.ts';
import classes from './BurstsView.module.css';
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

/** While a slider is dragged the engine is asked at most this often. */
const DRAG_MILLIS = 80;

/** `auto` is what the automatic min payload came to. */
export function Thresholds({ auto }: { readonly auto: number | undefined }) {
  const { gapNanos, minPayload, minPackets, scope, compat } = useBurstParams();
  const isAuto = minPayload === 'auto';
  const payload = isAuto ? (auto ?? 0) : minPayload;
  return (
    <fieldset className={classes.thresholds}>
      <legend className="visually-hidden">Burst thresholds</legend>
      <Tooltip label="A record that follows the last by less than this belongs to the same burst">
        <span className={classes.name}>Gap</span>
      </Tooltip>
      <Drag
        label="Gap"
        value={stepOfGap(gapNanos)}
        min={0}
        max={STEPS}
        text={step => formatDuration(gapOfStep(step))}
        onValue={step => step !== stepOfGap(gapNanos) && useBurstParams.setState({ gapNanos: gapOfStep(step) })}
      />
      <Typed
        label="Gap in seconds"
        value={gapText(gapNanos)}
        unit="s"
        width={80}
        testId="burst-gap"
        complaint="a number of seconds above 0 and at most 86400, with at most 9 decimals"
        onText={text => {
          const nanos = gapOfText(text);
          if (nanos !== undefined) useBurstParams.setState({ gapNanos: nanos });
          return nanos !== undefined;
        }}
      />
      <Tooltip label="Smaller records do not make a burst, but ride along inside one">
        <span className={classes.name}>Min payload</span>
      </Tooltip>
      <Drag
        label="Min payload"
        value={Math.min(payload, PAYLOAD_SLIDER.max)}
        {...PAYLOAD_SLIDER}
        disabled={isAuto}
        text={bytes => `${formatCount(bytes)} B`}
        onValue={bytes => !isAuto && bytes !== payload && useBurstParams.setState({ minPayload: bytes })}
      />
      <Typed
        label="Min payload in bytes"
        value={String(payload)}
        unit="B"
        width={64}
        testId="burst-min-payload"
        disabled={isAuto}
        complaint="a whole number of bytes up to 65535"
        onText={text => {
          const bytes = wholeOfText(text, 0, 65_535);
          if (bytes !== undefined) useBurstParams.setState({ minPayload: bytes });
          return bytes !== undefined;
        }}
      />
      <Tooltip label="1.1 times the mean payload of all IP records">
        <div>
          <Checkbox
            label="auto"
            checked={isAuto}
            onChange={event => useBurstParams.setState({ minPayload: event.currentTarget.checked ? 'auto' : payload })}
          />
        </div>
      </Tooltip>
      <Tooltip label="Bursts with fewer records that count are dropped">
        <span className={classes.name}>Min packets</span>
      </Tooltip>
      <Typed
        label="Min packets"
        value={String(minPackets)}
        unit=""
        width={44}
        testId="burst-min-packets"
        complaint="a whole number of packets from 1 up"
        onText={text => {
          const packets = wholeOfText(text, 1, 1_000_000);
          if (packets !== undefined) useBurstParams.setState({ minPackets: packets });
          return packets !== undefined;
        }}
      />
      <Select
        aria-label="Scope of a burst"
        data-testid="burst-scope"
        w={150}
        allowDeselect={false}
        value={scope}
        data={BURST_SCOPES.map(value => ({ value, label: SCOPE_LABEL[value] }))}
        onChange={value => value && useBurstParams.setState({ scope: value as BurstScope })}
      />
      <Tooltip label={NOTEBOOK}>
        <div>
          <Checkbox
            label="notebook"
            checked={compat === 'notebook'}
            onChange={event =>
              useBurstParams.setState({ compat: event.currentTarget.checked ? 'notebook' : undefined })
            }
          />
        </div>
      </Tooltip>
      <Button
        variant="subtle"
        onClick={() => useBurstParams.setState({ ...DEFAULT_BURST_PARAMS, compat: undefined }, true)}
      >
        Reset
      </Button>
    </fieldset>
  );
}

interface DragProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  readonly text: (value: number) => string;
  readonly onValue: (value: number) => void;
}

/** A slider that follows the hand at once and passes its value on a little later. */
function Drag({ label, value, min, max, disabled, text, onValue }: DragProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  useEffect(() => {
    if (dragged === null) return;
    const timer = setTimeout(() => {
      onValue(dragged);
      setDragged(null);
    }, DRAG_MILLIS);
    return () => clearTimeout(timer);
  }, [dragged, onValue]);
  return (
    <Slider
      thumbLabel={label}
      w={96}
      min={min}
      max={max}
      disabled={disabled ?? false}
      value={dragged ?? value}
      label={text}
      onChange={setDragged}
    />
  );
}
