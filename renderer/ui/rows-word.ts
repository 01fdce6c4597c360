// What the rows of a source are called.
import type { SourceKind } from '../../shared/model/source.ts';

export const rowsWord = (kind: SourceKind): string => (kind === 'series' ? 'rows' : kind);

/** One of them. */
export const rowWord = (kind: SourceKind): string => rowsWord(kind).slice(0, -1);
