// A time in short; hovering it tells the exact one.
import { isoTime, type Time } from '../../shared/unit/time.ts';
import { shortTime } from './moment.ts';

interface Props {
  readonly time: Time;
  /** Start of the capture: a time of the same day needs no date. */
  readonly start: Time | null;
}

export function Moment({ time, start }: Props) {
  return (
    <time dateTime={isoTime(time)} title={isoTime(time)}>
      {shortTime(time, start)}
    </time>
  );
}
