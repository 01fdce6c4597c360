// Places of nodes in the whole graph, and in each part of it that is shown alone.
import type { Point } from './positions.ts';

export interface Stage {
  /** Where every host seen so far belongs: a host that comes back finds its place again. */
  readonly home: Map<string, Point>;
  readonly improvised: Set<string>;
  /** What the last layout was made from, as text. */
  laidOut: string;
  wasSettled: boolean;
}

const newStage = (): Stage => ({ home: new Map(), improvised: new Set(), laidOut: '', wasSettled: false });

export class Stages {
  private readonly kept = new Map<string, Stage>();
  private name = '';
  private current = newStage();

  get shown(): Stage {
    return this.current;
  }

  /** Shows the part of that name ('' is the whole, whose places are kept); whether it is another than before. */
  enter(name: string): boolean {
    if (name === this.name) return false;
    if (this.name === '') this.kept.set('', this.current);
    this.name = name;
    this.current = this.kept.get(name) ?? newStage();
    return true;
  }

  forget(): void {
    this.kept.clear();
    this.name = '';
    this.current = newStage();
  }

  /** Multiplies all places. */
  stretch(x: number, y: number): void {
    for (const { home } of new Set([this.current, ...this.kept.values()])) {
      for (const [id, point] of home) home.set(id, { x: point.x * x, y: point.y * y });
    }
  }
}
