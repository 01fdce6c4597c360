// Every protocol field that is dissected, by name: the tree, the filter language and completion all read this.
import { ETHERNET } from './ethernet.ts';
import type { FieldDef } from './field-def.ts';
import { FRAME } from './frame.ts';
import { IP } from './ip.ts';

export const CATALOGUE = {
  ...FRAME,
  ...ETHERNET,
  ...IP,
} as const;

export type FieldName = keyof typeof CATALOGUE;

/** The field of a name; undefined when there is none. */
export function fieldDef(name: string): FieldDef | undefined {
  return Object.hasOwn(CATALOGUE, name) ? CATALOGUE[name as FieldName] : undefined;
}
