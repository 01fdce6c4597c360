// Every protocol field that is dissected, by name: the tree, the filter language and completion all read this.
import { APP_FIELDS } from './app-layers.ts';
import type { FieldDef } from './field-def.ts';
import { FRAME } from './frame.ts';
import { LINK_FIELDS } from './link-layers.ts';
import { NET_FIELDS } from './net-layers.ts';
import { TCP_ANALYSIS_FIELDS } from './tcp-analysis.ts';

export const CATALOGUE = {
  ...FRAME,
  ...LINK_FIELDS,
  ...NET_FIELDS,
  ...TCP_ANALYSIS_FIELDS,
  ...APP_FIELDS,
} as const;

export type FieldName = keyof typeof CATALOGUE;

/** The field of a name; undefined when there is none. */
export function fieldDef(name: string): FieldDef | undefined {
  return Object.hasOwn(CATALOGUE, name) ? CATALOGUE[name as FieldName] : undefined;
}
