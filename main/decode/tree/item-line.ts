// The line of an item that people read, as in Wireshark's detail pane.
import { CATALOGUE } from '../../../shared/catalogue/catalogue.ts';
import type { FieldDef } from '../../../shared/catalogue/field-def.ts';
import { secondsText } from '../../../shared/unit/time.ts';
import type { FieldValue, TreeItem } from './item.ts';
import { hexBytes, valueText } from './item-text.ts';
import { layerLine } from './layer-line.ts';

/** Bytes and characters of a value that a line shows. */
const SHOWN_BYTES = 36;
const SHOWN_CHARACTERS = 240;

/** The line of an item; what stands in no byte is in brackets. */
export function itemLine(item: TreeItem): string {
  if (item.name === '_ws.expert') return noteLine(item);
  const line = plainLine(item);
  return item.isGenerated && !item.name.startsWith('frame.') ? `[${line}]` : line;
}

/** `[Expert Info (Warning/Sequence): message]` */
function noteLine({ label, children }: TreeItem): string {
  const nameIn = (field: '_ws.expert.severity' | '_ws.expert.group'): string => {
    const value = children.find(({ name }) => name === field)?.value;
    return CATALOGUE[field].names?.get(value as number) ?? '';
  };
  const kind = `${nameIn('_ws.expert.severity')}/${nameIn('_ws.expert.group')}`;
  return `[Expert Info (${kind}): ${shortened(label ?? '')}]`;
}

/** Its label, else `Title: value`, behind a picture of the bits where it has only some of a number. */
function plainLine(item: TreeItem): string {
  if (item.label !== null) return shortened(item.label);
  if (item.name === '') return '';
  const def: FieldDef = CATALOGUE[item.name];
  if (item.value === null) return def.type === 'protocol' ? layerLine(item, def.title) : def.title;
  return shortened(`${bitPicture(def, item.value)}${def.title}: ${readableText(def, item.value)}`);
}

const shortened = (text: string): string =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;

/** The value as people read it: by its name if it has one, with its unit, and not at any length. */
function readableText(def: FieldDef, value: FieldValue): string {
  const name = typeof value === 'number' ? def.names?.get(value) : undefined;
  switch (def.type) {
    case 'boolean':
      if (name !== undefined) return name;
      return def.mask === 0 ? (value ? 'True' : 'False') : value ? 'Set' : 'Not set';
    case 'bytes': {
      const bytes = value as Uint8Array;
      return hexBytes(bytes.subarray(0, SHOWN_BYTES)) + (bytes.length > SHOWN_BYTES ? '…' : '');
    }
    case 'duration':
      return `${secondsText(value as bigint)} seconds`;
    default: {
      const text = valueText(def, value);
      return name === undefined ? text : `${name} (${text})`;
    }
  }
}

/** `.... ..1. = ` of a field that is some bits of a number of up to 32; '' for all others, and for values that were scaled. */
function bitPicture({ mask, bits }: FieldDef, value: FieldValue): string {
  if (mask === 0 || bits === 0 || bits > 32 || typeof value !== 'number') return '';
  const shift = 31 - Math.clz32(mask & -mask);
  const placed = value * 2 ** shift;
  if (placed > 0xffffffff || ((placed >>> 0) & ~mask) !== 0) return '';
  let picture = '';
  for (let bit = bits - 1; bit >= 0; bit--) {
    picture += (mask >>> bit) & 1 ? (placed >>> bit) & 1 : '.';
    if (bit % 4 === 0 && bit > 0) picture += ' ';
  }
  return `${picture} = `;
}
