// What the main thread and the session's worker say to each other.
import type { Problem } from '../../shared/contract/problem.ts';

export interface Ask {
  readonly id: number;
  /** A session call or a bulk call. */
  readonly name: string;
  readonly input: unknown;
}

export type Said =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly problem: Problem }
  | { readonly event: string; readonly payload: unknown };
