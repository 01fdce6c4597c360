// Chooses the link: Electron's bridge when the preload script put one there, else the browser host that served the page.
import { type ElectronBridge, electronLink } from './electron-link.ts';
import type { Link } from './link.ts';
import { socketLink } from './socket-link.ts';

declare global {
  interface Window {
    readonly burstscopeHost?: ElectronBridge;
  }
}

const KEY = 'burstscope.token';

/** The token of the page's address, else of an earlier visit of this tab: a page that was opened again has none. */
function takeToken(): string {
  const token = new URLSearchParams(location.search).get('token') ?? sessionStorage.getItem(KEY) ?? '';
  sessionStorage.setItem(KEY, token);
  return token;
}

export const openLink = (): Link =>
  window.burstscopeHost ? electronLink(window.burstscopeHost) : socketLink(takeToken());
