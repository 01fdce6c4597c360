// The window: sandboxed, isolated, and unable to go anywhere or ask for anything.
import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import { APP_URL } from './app-protocol.ts';

const windowOptions = (preload: string): BrowserWindowConstructorOptions => ({
  width: 1440,
  height: 900,
  minWidth: 800,
  minHeight: 500,
  show: false,
  title: 'Burstscope',
  webPreferences: {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    spellcheck: false,
  },
});

/** Copying a table to the clipboard is all that a page may ask for. */
const isAllowed = (permission: string): boolean => permission === 'clipboard-sanitized-write';

type LockedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'session'>;

/** Refuses navigation, new windows, embedded pages and permissions. */
export function lockDown(contents: LockedContents): void {
  contents.on('will-navigate', event => event.preventDefault());
  contents.on('will-frame-navigate', event => event.preventDefault());
  contents.on('will-redirect', event => event.preventDefault());
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.session.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)));
  contents.session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
}

/** A new window that shows the page as soon as it is drawn. */
export function createWindow(Window: typeof BrowserWindow, preload: string): BrowserWindow {
  const window = new Window(windowOptions(preload));
  lockDown(window.webContents);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(APP_URL);
  return window;
}
