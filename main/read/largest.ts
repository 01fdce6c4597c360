// The few largest of many, without sorting all.

/** The indices in [0, length) with the largest values above 0, largest first, at most `most`; ties in order of index. */
export function largest(length: number, value: (index: number) => number, most: number): number[] {
  const found: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < length; i++) {
    const v = value(i);
    if (!(v > 0) || (found.length === most && v <= values[most - 1]!)) continue;
    let at = found.length;
    while (at > 0 && values[at - 1]! < v) at--;
    found.splice(at, 0, i);
    values.splice(at, 0, v);
    if (found.length > most) {
      found.pop();
      values.pop();
    }
  }
  return found;
}
