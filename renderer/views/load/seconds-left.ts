// How long loading will take from here. Pure.
import type { Progress } from '../../../shared/model/source.ts';

/** Whole seconds, at the mean speed so far; null while that says nothing yet. */
export function secondsLeft({ bytes, totalBytes, elapsedMillis }: Progress): number | null {
  if (bytes <= 0 || elapsedMillis < 500 || totalBytes <= 0) return null;
  return Math.max(1, Math.ceil(((totalBytes - bytes) * elapsedMillis) / bytes / 1000));
}
