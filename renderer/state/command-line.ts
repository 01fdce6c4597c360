// What a place shows as a command line. Pure.
import type { BurstParams } from '../../shared/model/burst.ts';
import { epochTime, type TimeRange } from '../../shared/unit/time.ts';
import type { Place } from './place.ts';

const COMMANDS: Readonly<Record<Place, string>> = {
  overview: 'info',
  conversations: 'conversations',
  records: 'packets',
  timing: 'timing',
  bursts: 'bursts',
  beacons: 'beacons',
  windows: 'windows',
  series: 'series',
  'access-log': 'access-log',
  compare: 'compare',
  names: 'hosts',
  notes: 'info',
};

/** For a POSIX shell. */
export const quoted = (word: string): string =>
  /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

export interface Wanted {
  readonly place: Place;
  readonly paths: readonly string[];
  readonly inner: boolean;
  /** Display filter that stands for the selection beside its time range; null: all. */
  readonly filter: string | null;
  readonly range: TimeRange | null;
  readonly bursts: BurstParams;
}

function burstOptions({ gapNanos, minPayload, minPackets, scope, compat }: BurstParams): string[] {
  const options = ['--gap', String(gapNanos / 1e9), '--min-payload', String(minPayload)];
  options.push('--min-packets', String(minPackets), '--scope', scope);
  return compat ? [...options, '--compat', compat] : options;
}

/** `burstscope bursts home.pcapng --filter '…'`. */
export function commandLine({ place, paths, inner, filter, range, bursts }: Wanted): string {
  const command = COMMANDS[place];
  const words = ['burstscope', command, ...paths];
  // `info` is about the whole file: it takes no selection.
  if (command !== 'info') {
    if (command === 'bursts') words.push(...burstOptions(bursts));
    if (filter !== null) words.push('--filter', filter);
    if (range?.from) words.push('--from', epochTime(range.from));
    if (range?.to) words.push('--to', epochTime(range.to));
  }
  if (inner) words.push('--inner');
  return words.map(quoted).join(' ');
}
