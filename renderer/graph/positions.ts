// Where nodes lie without a layout: rings for the first moment and as the fallback, places beside neighbours for newcomers. Pure.
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Positions = ReadonlyMap<string, Point>;

/** Between rings, in pixels: few hosts have room for their names, many have not. */
const ringGap = (hosts: number): number => (hosts <= 60 ? 130 : hosts <= 150 ? 90 : 56);
/** The golden angle, in radians: points a turn of it apart never line up. */
const TURN = Math.PI * (3 - Math.sqrt(5));

/** Between the hosts of a group that was taken apart, in pixels. */
const CROWD = 24;

/** Rings around the first node, 6, 12, 18, … on each; the ids come in order of importance. */
export function ringPositions(ids: readonly string[]): Map<string, Point> {
  const positions = new Map<string, Point>();
  const gap = ringGap(ids.length);
  let ring = 0;
  let inRing = 0;
  for (const id of ids) {
    const room = Math.max(1, ring * 6);
    const angle = (inRing / room) * 2 * Math.PI + ring * 0.35;
    positions.set(id, { x: Math.cos(angle) * ring * gap, y: Math.sin(angle) * ring * gap });
    if (++inRing === room) {
      ring++;
      inRing = 0;
    }
  }
  return positions;
}

/**
 * Places for the ids that have none: where `from` says (what they were folded into), near a neighbour that has one, else at
 * the rim. The places of the others stay. `neighbours` of an id come most important first.
 */
export function placeNewcomers(
  ids: readonly string[],
  placed: Positions,
  neighbours: (id: string) => readonly string[],
  from: (id: string) => Point | undefined = () => undefined,
): Map<string, Point> {
  const positions = new Map<string, Point>();
  const gap = ringGap(ids.length);
  let rim = gap;
  for (const id of ids) {
    const known = placed.get(id);
    if (!known) continue;
    positions.set(id, known);
    rim = Math.max(rim, Math.hypot(known.x, known.y) + gap);
  }
  let count = 0;
  for (const id of ids) {
    if (positions.has(id)) continue;
    const origin = from(id);
    const anchor =
      origin ??
      neighbours(id)
        .map(other => positions.get(other))
        .find(point => point !== undefined);
    const angle = ++count * TURN;
    // Out of one place they come as a disc, beside a neighbour on an arc.
    const distance = origin ? CROWD * Math.sqrt(count) : anchor ? gap * (0.7 + 0.15 * (count % 5)) : rim;
    positions.set(id, {
      x: (anchor?.x ?? 0) + Math.cos(angle) * distance,
      y: (anchor?.y ?? 0) + Math.sin(angle) * distance,
    });
  }
  return positions;
}

/**
 * The same picture turned so that its longest axis lies along the longer side of the panel, and stretched a little
 * where that fills the panel better. `aspect` is width over height.
 */
export function turnToFit(positions: Positions, aspect: number): Map<string, Point> {
  const points = [...positions.values()];
  const n = Math.max(1, points.length);
  const mx = points.reduce((sum, p) => sum + p.x, 0) / n;
  const my = points.reduce((sum, p) => sum + p.y, 0) / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const p of points) {
    xx += (p.x - mx) ** 2;
    yy += (p.y - my) ** 2;
    xy += (p.x - mx) * (p.y - my);
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2 + (aspect < 1 ? Math.PI / 2 : 0);
  const cos = Math.cos(-angle);
  const sin = Math.sin(-angle);
  const turned = points.map(p => ({
    x: (p.x - mx) * cos - (p.y - my) * sin,
    y: (p.x - mx) * sin + (p.y - my) * cos,
  }));
  const width = extent(turned.map(p => p.x));
  const height = extent(turned.map(p => p.y));
  const stretch = width > 0 && height > 0 ? Math.min(2, Math.max(1, ((aspect * height) / width) ** 0.8)) : 1;
  const result = new Map<string, Point>();
  [...positions.keys()].forEach((id, i) => {
    result.set(id, { x: turned[i]!.x * stretch, y: turned[i]!.y });
  });
  return result;
}

const extent = (values: readonly number[]): number => (values.length ? Math.max(...values) - Math.min(...values) : 0);
