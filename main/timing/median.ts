// The median without sorting: Hoare's selection (Comm. ACM 4, 1961).

/** The median of at least one finite value, by linear interpolation as quantileOfSorted; the values change places. */
export function medianOf(values: Float64Array): number {
  const n = values.length;
  const upper = n >>> 1;
  select(values, upper);
  const value = values[upper]!;
  if (n % 2 === 1) return value;
  let lower = values[0]!;
  for (let i = 1; i < upper; i++) if (values[i]! > lower) lower = values[i]!;
  return value - (value - lower) * 0.5;
}

/** Puts the value with k smaller or equal ones before it at index k, no larger ones before it, no smaller ones after it. */
function select(values: Float64Array, k: number): void {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = middleOf(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swapped = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swapped;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

const middleOf = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
