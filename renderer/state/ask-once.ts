// Questions that are under way: panels that want the same ask once.

const asking = new Map<string, Promise<unknown>>();

/** The answer to a question, of the one who asked before while there is none yet. Rejects as `ask` does. */
export function askOnce<Value>(question: string, ask: () => Promise<Value>): Promise<Value> {
  const known = asking.get(question);
  if (known) return known as Promise<Value>;
  const answer = ask().finally(() => asking.delete(question));
  asking.set(question, answer);
  return answer;
}
