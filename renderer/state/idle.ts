// What is still going on: work that changes the picture registers here, and tests wait until there is none.
const underWay = new Set<symbol>();

/** Registers a piece of work. Call the returned function, once or more, when it is done. */
export function beginWork(): () => void {
  const ticket = Symbol();
  underWay.add(ticket);
  return () => {
    underWay.delete(ticket);
  };
}

export const isIdle = (): boolean => underWay.size === 0;
