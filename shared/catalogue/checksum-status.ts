// What became of the check of a checksum (Wireshark's proto_checksum_vals).

/** Values of every `….checksum.status`. */
export const CHECKSUM = { bad: 0, good: 1, unverified: 2, notPresent: 3, illegal: 4 } as const;

export const CHECKSUM_STATUS: Readonly<Record<number, string>> = {
  0: 'Bad',
  1: 'Good',
  2: 'Unverified',
  3: 'Not present',
  4: 'Illegal',
};
