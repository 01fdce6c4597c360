// Builds DNS messages: names as labels or as pointers, records from their data.
import { ascii, concat, u16, u32 } from './packet.ts';

/** A name as labels; `name('a.b', 12)` ends in a pointer to offset 12 instead of the root. */
export function name(text: string, pointer?: number): Uint8Array {
  const labels = text === '' ? [] : text.split('.');
  const parts = labels.map(label => concat(Uint8Array.of(label.length), ascii(label)));
  return concat(...parts, pointer === undefined ? Uint8Array.of(0) : u16(0xc000 | pointer));
}

export const question = (of: Uint8Array, type: number, classNumber = 1): Uint8Array =>
  concat(of, u16(type), u16(classNumber));

export const record = (owner: Uint8Array, type: number, data: Uint8Array, classNumber = 1, ttl = 300): Uint8Array =>
  concat(owner, u16(type), u16(classNumber), u32(ttl), u16(data.length), data);

interface Message {
  readonly id?: number;
  readonly flags?: number;
  readonly questions?: readonly Uint8Array[];
  readonly answers?: readonly Uint8Array[];
  readonly authority?: readonly Uint8Array[];
  readonly additional?: readonly Uint8Array[];
}

/** A response unless the flags say otherwise. */
export function message(of: Message): Uint8Array {
  const sections = [of.questions ?? [], of.answers ?? [], of.authority ?? [], of.additional ?? []];
  return concat(
    u16(of.id ?? 0x1234),
    u16(of.flags ?? 0x8180),
    ...sections.map(entries => u16(entries.length)),
    ...sections.flat(),
  );
}
