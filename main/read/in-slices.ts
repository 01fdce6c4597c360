// Long work in slices: other questions are answered in between, and it can be given up.
import { ProblemError } from '../../shared/contract/problem.ts';

/** A slice, in milliseconds. */
const SLICE = 25;

/** Lets other questions be answered. */
export const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Runs work that gives way now and then to its end. Rejects with ProblemError (`cancelled`) once `isUnwanted` says so. */
export async function inSlices<T>(work: Iterator<undefined, T>, isUnwanted: () => boolean = () => false): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE) continue;
    await breathe();
    if (isUnwanted()) throw new ProblemError('cancelled', 'Another question came up before this one was answered.');
    since = performance.now();
  }
}

/** Runs such work to its end without giving way: for those who have nothing else to do. */
export function atOnce<T>(work: Iterator<undefined, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** What was worked out of an object so far, and is being worked out: asked for twice, it is done once. */
export class Kept {
  readonly #most: number;
  readonly #results = new WeakMap<object, Map<string, Promise<unknown>>>();

  /** `most`: results that are kept of one object. */
  constructor(most: number) {
    this.#most = most;
  }

  get<T>(of: object, key: string, make: () => Promise<T>): Promise<T> {
    let results = this.#results.get(of);
    if (!results) {
      results = new Map();
      this.#results.set(of, results);
    }
    const found = (results.get(key) as Promise<T> | undefined) ?? make();
    results.delete(key);
    results.set(key, found);
    found.catch(() => results.delete(key));
    if (results.size > this.#most) results.delete(results.keys().next().value!);
    return found;
  }
}
