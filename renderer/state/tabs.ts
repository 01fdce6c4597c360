// Which of the tables below is in front; remembered.
import { create } from 'zustand';

export const TABS = ['bursts', 'conversations', 'hosts'] as const;
export type Tab = (typeof TABS)[number];

const KEY = 'burstscope.tab';

interface TabState {
  readonly tab: Tab;
}

export const useTab = create<TabState>(() => ({
  tab: TABS.find(tab => tab === localStorage.getItem(KEY)) ?? 'bursts',
}));

export function showTab(tab: Tab): void {
  localStorage.setItem(KEY, tab);
  useTab.setState({ tab });
}
