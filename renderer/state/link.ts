// The link that every view asks, set once at start.
import type { Link } from '../link/link.ts';

let current: Link | null = null;

export function setLink(link: Link): void {
  current = link;
}

/** Throws before setLink, which main.tsx calls before the first view exists. */
export function link(): Link {
  if (!current) throw new Error('the link to the engine is not open yet');
  return current;
}
