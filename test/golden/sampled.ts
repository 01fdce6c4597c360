// Which captures a suite asks the installed tshark about: it needs about half a second for each, whatever its size.

/** How many captures are passed over for each one that is asked about, in `npm test`. `npm run fuzz` asks about all. */
const STEP = 4;

/** All captures when FUZZ_ROUNDS is set; else every fourth one, and those that `keep` wants. */
export const sampled = (paths: readonly string[], keep: (path: string) => boolean): readonly string[] =>
  process.env.FUZZ_ROUNDS ? paths : paths.filter((path, i) => i % STEP === 0 || keep(path));
