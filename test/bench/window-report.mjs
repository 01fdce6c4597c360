// Rows of the window's benchmark: frames and times against what DESIGN demands.

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const round = n => n.toFixed(n < 10 ? 1 : 0);
const verdict = good => (good ? 'holds' : 'MISSED');

/** `answer.frames`: milliseconds from frame to frame. `pace` is demanded of the median, `most` of every frame. */
export function framesRow(title, { frames, long }, pace, most) {
  const sorted = frames.toSorted((a, b) => a - b);
  const [median, p95, longest] = [at(sorted, 0.5), at(sorted, 0.95), sorted.at(-1)];
  const slow = frames.filter(frame => frame > most).length;
  const says = `median ≤ ${round(pace)} ms: ${verdict(median <= pace)}; each ≤ ${most} ms: ${slow === 0 ? 'holds' : `MISSED by ${slow} of ${frames.length}`}`;
  const numbers = `median ${round(median)}, p95 ${round(p95)}, longest ${round(longest)} ms; ${long.length} long frames`;
  return [title, numbers, says];
}

/** Of some times in milliseconds: the median is judged where there is a limit. */
export function timeRow(title, millis, most) {
  if (millis.length === 0) return [title, 'nothing was measured', ''];
  const sorted = millis.toSorted((a, b) => a - b);
  const median = at(sorted, 0.5);
  const numbers = `median ${round(median)}, longest ${round(sorted.at(-1))} ms (${sorted.length})`;
  return [title, numbers, most === undefined ? '' : `must be ≤ ${most} ms: ${verdict(median <= most)}`];
}

export function printTable(rows) {
  const widths = [0, 1].map(i => Math.max(...rows.map(row => row[i].length)));
  return rows
    .map(row =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
