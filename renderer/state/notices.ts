// Short messages about what was done (an export, a copy), shown for a while in a corner and read out by screen readers.
import { create } from 'zustand';

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  readonly action?: NoticeAction | undefined;
}

/** What can still be done about it: undone, gone on with. */
export interface NoticeAction {
  readonly label: string;
  run(): void;
}

interface Notices {
  readonly list: readonly Notice[];
}

export const useNotices = create<Notices>(() => ({ list: [] }));

let nextId = 1;

export const dropNotice = (id: number): void =>
  useNotices.setState(s => ({ list: s.list.filter(notice => notice.id !== id) }));

/** Milliseconds that good news stays; longer where something can be done about it. */
const STAYS = 6000;
const STAYS_TO_ACT = 15_000;

/** Bad news stays until it is closed. What is said again stands there once. */
export function showNotice({ text, bad = false, action }: Pick<Notice, 'text' | 'action'> & { bad?: boolean }): void {
  const id = nextId++;
  useNotices.setState(s => ({
    list: [...s.list.filter(notice => notice.text !== text).slice(-3), { id, text, bad, action }],
  }));
  if (!bad) setTimeout(() => dropNotice(id), action ? STAYS_TO_ACT : STAYS);
}
