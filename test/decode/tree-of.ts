// The tree of records as tests look at it: name → the texts of all its values in order, as `tshark -T fields` has them.
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { type OpenCapture, openCapture } from '../../main/capture/open-capture.ts';
import { Dissector } from '../../main/decode/tree/dissect.ts';
import type { Dissection } from '../../main/decode/tree/dissection.ts';
import type { TreeItem } from '../../main/decode/tree/item.ts';
import { itemLine } from '../../main/decode/tree/item-line.ts';
import { valueText } from '../../main/decode/tree/item-text.ts';
import type { Minds } from '../../main/decode/tree/state.ts';
import { CATALOGUE } from '../../shared/catalogue/catalogue.ts';
import type { FieldDef } from '../../shared/catalogue/field-def.ts';

/** All values of a record: name → texts in the order of the tree; a layer or a note has the text ''. */
export type TreeValues = ReadonlyMap<string, readonly string[]>;

/** All items of the tree, parents before children. */
export function* itemsOf(items: readonly TreeItem[]): Generator<TreeItem> {
  for (const item of items) {
    yield item;
    yield* itemsOf(item.children);
  }
}

/** Name → texts of what was dissected. */
export function valuesByName(dissection: Dissection): TreeValues {
  const values = new Map<string, string[]>();
  for (const { name, value, label } of itemsOf(dissection.items)) {
    if (name === '') continue;
    const def: FieldDef = CATALOGUE[name];
    const text = name === '_ws.malformed' ? (label ?? name) : valueText(def, value);
    const texts = values.get(name) ?? [];
    if (texts.length === 0) values.set(name, texts);
    texts.push(text);
  }
  return values;
}

/** The tree as lines, indented by depth: for tests that look at labels. */
export function treeLines(dissection: Dissection): string[] {
  const lines = (items: readonly TreeItem[], depth: number): string[] =>
    items.flatMap(item => [`${'  '.repeat(depth)}${itemLine(item)}`, ...lines(item.children, depth + 1)]);
  return lines(dissection.items, 0);
}

interface OneRecord {
  readonly number?: number;
  readonly linkType?: number;
  readonly originalLength?: number;
}

/** Dissects one record (Ethernet unless said), with the state of `dissector` where several belong together. */
export function dissectOne(bytes: Uint8Array, record: OneRecord = {}, dissector = new Dissector()): Dissection {
  const { number = 1, linkType = 1, originalLength = bytes.length } = record;
  return dissector.dissect(bytes, { number, time: [0, 0], linkType, originalLength, interfaceId: -1 });
}

/** The values of one record, which is Ethernet unless said. */
export const treeOf = (bytes: Uint8Array, record: OneRecord = {}, dissector = new Dissector()): TreeValues =>
  valuesByName(dissectOne(bytes, record, dissector));

/** Dissects the first `most` records of a capture file, in order and with one dissector. */
export async function eachTree(
  path: string,
  visit: (dissection: Dissection, number: number) => void,
  most = Number.POSITIVE_INFINITY,
  minds?: Minds,
): Promise<void> {
  const capture = await openCapture(path);
  try {
    await dissectAll(capture, visit, most, new Dissector(minds));
  } finally {
    await capture.close();
  }
}

async function dissectAll(
  capture: OpenCapture,
  visit: (dissection: Dissection, number: number) => void,
  most: number,
  dissector: Dissector,
): Promise<void> {
  const cursor = new RecordCursor();
  let number = 0;
  do {
    while (number < most && capture.reader.next(cursor)) {
      number++;
      const { seconds, nanos, linkType, originalLength } = cursor;
      const interfaceId = capture.reader.format === 'pcapng' ? cursor.interfaceId : -1;
      const bytes = cursor.bytes.subarray(cursor.start, cursor.end);
      visit(
        dissector.dissect(bytes, { number, time: [seconds, nanos], linkType, originalLength, interfaceId }),
        number,
      );
    }
  } while (number < most && (await capture.readBlock()));
}
