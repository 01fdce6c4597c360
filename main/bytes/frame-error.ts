// What ends the decoding of a frame early. Both are caught in frames.ts and become a damage.

/** The data is not what its format allows; the message says what, as a part of a sentence. */
export class Broken extends Error {}

/** The source ended inside a frame. */
export class Cut extends Error {}
