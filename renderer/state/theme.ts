// Dark, light, or as the system says; remembered.
import { create } from 'zustand';

export type Theme = 'dark' | 'light';

const KEY = 'burstscope.theme';

function initialTheme(): Theme {
  const saved = localStorage.getItem(KEY);
  if (saved === 'dark' || saved === 'light') return saved;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

interface ThemeState {
  readonly theme: Theme;
}

export const useTheme = create<ThemeState>(() => ({ theme: initialTheme() }));

export function setTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  useTheme.setState({ theme });
}
