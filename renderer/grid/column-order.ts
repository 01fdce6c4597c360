// In which order columns stand. Pure.

/** All ids: those of `order` in its order, each other one behind the one that it follows at first. */
export function inOrder(ids: readonly string[], order: readonly string[]): readonly string[] {
  const out = order.filter((id, i) => ids.includes(id) && order.indexOf(id) === i);
  for (const [i, id] of ids.entries()) {
    if (out.includes(id)) continue;
    out.splice(i === 0 ? 0 : out.indexOf(ids[i - 1]!) + 1, 0, id);
  }
  return out;
}

/** `id` put in the place of `at`, which makes room towards where `id` was. */
export function moved(ids: readonly string[], id: string, at: string): readonly string[] {
  const to = ids.indexOf(at);
  if (to < 0 || !ids.includes(id) || id === at) return ids;
  const out = ids.filter(one => one !== id);
  out.splice(to, 0, id);
  return out;
}
