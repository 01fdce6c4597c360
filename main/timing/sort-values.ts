// Sorting where samples are many and most of them small.

/** Calling the engine's sort costs more than sorting so few values. */
const FEW = 32;

// hot path
/** Sorts values [0, n) in place, ascending; answers with them. No value may be NaN. */
export function sortFirst(values: Float64Array, n: number): Float64Array {
  const part = n === values.length ? values : values.subarray(0, n);
  if (n > FEW) return part.sort();
  for (let i = 1; i < n; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > 0 && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
  return part;
}
