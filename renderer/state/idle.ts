// What is still going on: work that changes the picture registers here, and tests wait until there is none.
import { useEffect } from 'react';

const underWay = new Set<symbol>();
/** Pieces of work begun so far. */
let begun = 0;

/** Registers a piece of work. Call the returned function, once or more, when it is done. */
export function beginWork(): () => void {
  const ticket = Symbol();
  underWay.add(ticket);
  begun++;
  return () => {
    underWay.delete(ticket);
  };
}

/** Shown while the code of a view is being fetched: that is work too. */
export function Pending(): null {
  useEffect(() => beginWork(), []);
  return null;
}

const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
/** Everything that was put off, effects of React among it, has run. */
const calm = (): Promise<unknown> => new Promise(resolve => requestIdleCallback(resolve));

/** Resolves when nothing is under way, and nothing that is put off begins anything either. `busy`: what else is. */
export async function settled(busy: () => boolean): Promise<void> {
  for (;;) {
    const before = begun;
    for (let i = 0; i < 3; i++) {
      await frame();
      await calm();
    }
    if (underWay.size === 0 && begun === before && !busy()) return;
  }
}
