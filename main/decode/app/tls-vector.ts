// Lists that carry their length, as all of TLS is made of (RFC 8446 section 3.4), with Wireshark's notes on lengths that lie.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

/** A handshake message that is being dissected: what lists stand in, and the end that they may not pass. */
export interface Vector {
  readonly at: number;
  readonly end: number;
}

/** Adds the length at `at` and says where what follows it lies; undefined, with a note, when it does not fit in front of `end`. */
export function addVector(
  d: Dissection,
  parent: TreeItem,
  name: FieldName,
  at: number,
  end: number,
  width: 1 | 2 | 3,
  least = 0,
): Vector | undefined {
  if (at > end) {
    const why = `Vector offset is past buffer end offset (${at} > ${end})`;
    d.expert(parent, 'tls.malformed.buffer_too_small', 'error', why);
    return undefined;
  }
  if (at + width > end) {
    d.expert(parent, 'tls.malformed.buffer_too_small', 'error', `No more room for vector of length ${width}`);
    return undefined;
  }
  const item = d.add(parent, name, at, width);
  const length = item.value as number;
  const from = at + width;
  if (length < least) {
    d.expert(
      item,
      'tls.malformed.vector_length',
      'warning',
      `Vector length ${length} is smaller than minimum ${least}`,
    );
  }
  if (from + length > end) {
    const why = `Vector length ${length} is too large, truncating it to ${end - from}`;
    d.expert(item, 'tls.malformed.buffer_too_small', 'error', why);
    return undefined;
  }
  return { at: from, end: from + length };
}

/** Notes when dissection did not come to the end of a list; returns that end. */
export function endVector(d: Dissection, parent: TreeItem, at: number, end: number): number {
  if (at < end) {
    const why = `${plural(end - at, 'trailing byte')} ${end - at === 1 ? 'was' : 'were'} unprocessed`;
    d.expert(parent, 'tls.malformed.trailing_data', 'warning', why);
  } else if (at > end) {
    const why = `Dissector processed too much data (${plural(at - end, 'byte')})`;
    d.expert(parent, 'tls.malformed.buffer_too_small', 'error', why);
  }
  return end;
}

/** A heading that is a field without a value. */
export function heading(
  d: Dissection,
  parent: TreeItem,
  name: FieldName,
  { at, end }: Vector,
  label: string,
): TreeItem {
  return d.add(parent, name, at, end - at, null, label);
}

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
