// What is wrong with a filter's text: one sentence, where, and what may have been meant.

export interface FilterError {
  /** One sentence for people. */
  readonly message: string;
  /** From 1. */
  readonly column: number;
  /** Characters from there on that the message is about; at least 1. */
  readonly length: number;
  /** What to write there instead. */
  readonly suggestion?: string;
}

/** A stretch of the text: [at, end), from 0. */
export interface Place {
  readonly at: number;
  readonly end: number;
}

/** Thrown by lexer, parser and checker, caught by parseFilter. */
export class FilterProblem extends Error {
  readonly place: Place;
  readonly suggestion: string | undefined;

  constructor(place: Place, message: string, suggestion?: string) {
    super(message);
    this.place = place;
    this.suggestion = suggestion;
  }

  toError(): FilterError {
    const { at, end } = this.place;
    const error = { message: this.message, column: at + 1, length: Math.max(1, end - at) };
    return this.suggestion === undefined ? error : { ...error, suggestion: this.suggestion };
  }
}

/** The problem in one sentence with its column: `column 4: there is no field ip.adr: did you mean ip.addr?`. */
export function filterSentence({ message, column, suggestion }: FilterError): string {
  const hint = suggestion === undefined ? '' : `: did you mean ${suggestion}?`;
  return `column ${column}: ${hint === '' ? message : message.replace(/[.?]$/, '')}${hint}`;
}
