// Connections over time in one line: a bar for each stretch.
import classes from './beacons.module.css';

const WIDTH = 120;
const HEIGHT = 16;

export function Spark({ counts, label }: { readonly counts: readonly number[]; readonly label: string }) {
  const most = Math.max(1, ...counts);
  const wide = WIDTH / counts.length;
  const bars = counts.map((count, i) => {
    if (count === 0) return '';
    // What is there is seen: a pixel and a half at least.
    const height = Math.max(1.5, (count / most) * HEIGHT);
    return `M${(i * wide).toFixed(1)} ${HEIGHT}v${(-height).toFixed(1)}h${(wide * 0.85).toFixed(2)}v${height.toFixed(1)}z`;
  });
  return (
    <svg
      className={classes.spark}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={bars.join('')} />
    </svg>
  );
}
