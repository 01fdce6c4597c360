// How it is said that there is nothing, the same everywhere.

/** In place of a number or text that does not exist: too few values for it, a host without a network card's address. */
export const DASH = '–';

/** A text that is empty, among texts that are not. */
export const NO_VALUE = '(none)';

/** Of what a log has a place for and leaves out, where a name is needed: in legends and sequences. */
export const NOT_SAID = 'not said';
