// Words of a command line for a POSIX shell.

/** As one word, whatever it holds. */
export const quoted = (word: string): string =>
  /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
