// Where the tree differs from tshark's tables on purpose, and why.

export interface Difference {
  readonly file: string;
  readonly record: number;
  readonly field: string;
  /** All occurrences, joined by `|`. */
  readonly tshark: string;
  readonly ours: string;
  /** tshark's frame.protocols. */
  readonly protocols: string;
  /** Whether one of these protocols is not dissected by us. */
  readonly foreign: boolean;
}

interface Rule {
  readonly why: string;
  readonly holds: (difference: Difference) => boolean;
}

const startsWith = (whole: string, part: string): boolean =>
  part === '' || whole === part || whole.startsWith(`${part}|`);

export const DIFFERENT: readonly Rule[] = [
  {
    why: 'What is inside of a protocol that is not dissected is not there: ours is the beginning of theirs',
    holds: ({ foreign, field, tshark, ours }) => foreign && field !== 'frame.protocols' && startsWith(tshark, ours),
  },
];

export const isDeliberate = (difference: Difference): boolean => DIFFERENT.some(rule => rule.holds(difference));
