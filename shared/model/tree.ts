// The full dissection of one record, as the contract carries it: JSON-safe, and all that is shown of it.

/** A layer, a field or a note. */
export interface TreeNode {
  /** Name as in filters (`ip.ttl`); '' for a line of text alone. */
  readonly name: string;
  /** What people read: `Time to Live: 64`. */
  readonly line: string;
  /** The value as `tshark -T fields` writes it; null for layers, headings and notes. */
  readonly value: string | null;
  /** The bytes [start, start + length) of its source that it stands for; length 0: it was worked out and stands nowhere. */
  readonly start: number;
  readonly length: number;
  /** Index into `sources`. */
  readonly source: number;
  readonly children: readonly TreeNode[];
}

/** Bytes that nodes point into: 0 is the record, others were put together or decrypted from it. */
export interface TreeSource {
  readonly title: string;
  readonly base64: string;
}

export type NoteSeverity = 'comment' | 'chat' | 'note' | 'warning' | 'error';

/** Something that deserves a look. */
export interface TreeNote {
  readonly severity: NoteSeverity;
  readonly message: string;
  /** Name of the layer that it is about. */
  readonly layer: string;
}

export interface RecordTree {
  /** Of the record, from 1. */
  readonly number: number;
  /** Names of the layers, outermost first, joined by `:`. */
  readonly protocols: string;
  readonly layers: readonly TreeNode[];
  readonly sources: readonly TreeSource[];
  /** Worst first. */
  readonly notes: readonly TreeNote[];
  /** Earlier records that were read so that what spans several is put together. */
  readonly earlier: number;
  /** True when there were more than are read for one tree: something may not be put together. */
  readonly limited: boolean;
}
