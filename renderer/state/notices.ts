// Short messages about what was done (an export, a copy), shown for a while in a corner and read out by screen readers.
import { create } from 'zustand';

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
}

interface Notices {
  readonly list: readonly Notice[];
}

export const useNotices = create<Notices>(() => ({ list: [] }));

let nextId = 1;

export const dropNotice = (id: number): void =>
  useNotices.setState(s => ({ list: s.list.filter(notice => notice.id !== id) }));

/** Bad news stays until it is closed. What is said again stands there once. */
export function showNotice({ text, bad = false }: { text: string; bad?: boolean }): void {
  const id = nextId++;
  useNotices.setState(s => ({ list: [...s.list.filter(notice => notice.text !== text).slice(-3), { id, text, bad }] }));
  if (!bad) setTimeout(() => dropNotice(id), 6000);
}
