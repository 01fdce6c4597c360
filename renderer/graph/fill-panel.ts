// Spreads a layout over the whole of a panel, so that nothing lies empty while nodes crowd elsewhere, and keeps nodes and their
// names apart. Pure.
import type { Point, Positions } from './positions.ts';

/** What a node needs around its middle, in pixels: it and its name below. */
export interface Room {
  readonly width: number;
  readonly above: number;
  readonly below: number;
}

export interface Panel {
  readonly width: number;
  readonly height: number;
}

/** So few nodes lie well as they are; from MANY on they fill the panel evenly. */
const FEW = 6;
const MANY = 40;
const ROUNDS = 160;

/**
 * Places in a panel from (0, 0) to its width and height, in pixels. Nearness to the middle and the direction from it stay as
 * they are in `positions`; `fixed` nodes lie where they are told to, and others make way for them.
 */
export function fillPanel(
  positions: Positions,
  rooms: ReadonlyMap<string, Room>,
  panel: Panel,
  fixed: Positions = new Map(),
): Map<string, Point> {
  const ids = [...positions.keys()];
  const places = spread([...positions.values()], panel);
  ids.forEach((id, i) => {
    const held = fixed.get(id);
    if (held) places[i] = { ...held };
  });
  separate(
    places,
    ids.map(id => rooms.get(id) ?? NO_ROOM),
    panel,
    ids.map(id => fixed.has(id)),
  );
  return new Map(ids.map((id, i) => [id, places[i]!]));
}

const NO_ROOM: Room = { width: 0, above: 0, below: 0 };

interface Place {
  x: number;
  y: number;
}

/** From the blob that forces make to the rectangle: as many nodes on every part of it as its area asks for. */
function spread(points: readonly Point[], { width, height }: Panel): Place[] {
  const n = points.length;
  const [left, right] = ends(points.map(p => p.x));
  const [top, bottom] = ends(points.map(p => p.y));
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const [halfX, halfY] = [Math.max(1, (right - left) / 2), Math.max(1, (bottom - top) / 2)];
  if (n <= FEW) {
    // A line stays a line, and two hosts need not lie at both ends.
    const scale = Math.min((width * 0.4) / halfX, (height * 0.4) / halfY, 2);
    return points.map(p => ({ x: width / 2 + (p.x - middle.x) * scale, y: height / 2 + (p.y - middle.y) * scale }));
  }
  const evenness = Math.min(1, (n - FEW) / (MANY - FEW));
  const polar = points.map(p => {
    const [u, v] = [(p.x - middle.x) / halfX, (p.y - middle.y) / halfY];
    return { radius: Math.hypot(u, v), angle: Math.atan2(v, u) };
  });
  const furthest = Math.max(...polar.map(({ radius }) => radius), 1e-9);
  const rank = new Float64Array(n);
  polar
    .map((_, i) => i)
    .sort((a, b) => polar[a]!.radius - polar[b]!.radius || a - b)
    .forEach((i, place) => {
      rank[i] = Math.sqrt((place + 0.5) / n);
    });
  return polar.map(({ radius, angle }, i) => {
    const far = (1 - evenness) * (radius / furthest) + evenness * rank[i]!;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    // Out to the sides and corners of the rectangle, which a disc leaves empty.
    const reach = far * (1 + (1 / Math.max(Math.abs(cos), Math.abs(sin)) - 1) * evenness);
    return { x: (width / 2) * (1 + reach * cos), y: (height / 2) * (1 + reach * sin) };
  });
}

function ends(values: readonly number[]): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return values.length === 0 ? [0, 0] : [least, most];
}

/** Pushes overlapping nodes apart, along the axis that takes the shorter way, and back into the panel. */
function separate(places: Place[], rooms: readonly Room[], { width, height }: Panel, held: readonly boolean[]): void {
  const n = places.length;
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++)
        if (pushApart(places[i]!, rooms[i]!, held[i]!, places[j]!, rooms[j]!, held[j]!)) moved = true;
    }
    for (let i = 0; i < n; i++) if (!held[i]) keepInside(places[i]!, rooms[i]!, width, height);
    if (!moved) return;
  }
}

function pushApart(a: Place, roomA: Room, heldA: boolean, b: Place, roomB: Room, heldB: boolean): boolean {
  const overX = (roomA.width + roomB.width) / 2 - Math.abs(a.x - b.x);
  if (overX <= 0) return false;
  const isBelow = a.y <= b.y;
  const overY = isBelow ? a.y + roomA.below - (b.y - roomB.above) : b.y + roomB.below - (a.y - roomA.above);
  if (overY <= 0 || (heldA && heldB)) return false;
  const share = heldA ? [0, 1] : heldB ? [1, 0] : [0.5, 0.5];
  if (overY <= overX) {
    const sign = isBelow ? 1 : -1;
    a.y -= sign * overY * share[0]!;
    b.y += sign * overY * share[1]!;
  } else {
    const sign = a.x <= b.x ? 1 : -1;
    a.x -= sign * overX * share[0]!;
    b.x += sign * overX * share[1]!;
  }
  return true;
}

function keepInside(place: Place, { width: wide, above, below }: Room, width: number, height: number): void {
  place.x = Math.min(Math.max(place.x, wide / 2), Math.max(wide / 2, width - wide / 2));
  place.y = Math.min(Math.max(place.y, above), Math.max(above, height - below));
}
