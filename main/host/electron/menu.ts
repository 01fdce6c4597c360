// The app's menu. What the window does, it asks the window for; what Electron does, it leaves to Electron's roles.
import { basename } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand as Command } from '../../../shared/contract/events.ts';

export interface MenuParts {
  readonly isMac: boolean;
  /** Development tools are for a checkout, not for the packaged app. */
  readonly isPackaged: boolean;
  readonly recent: readonly string[];
  readonly about: () => void;
  readonly command: (command: Command) => void;
  readonly openPath: (path: string) => void;
}

export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => parts.command(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const recent: MenuItemConstructorOptions[] = parts.recent.map(path => ({
    // An ampersand would become the mark of a mnemonic.
    label: basename(path).replaceAll('&', '&&'),
    toolTip: path,
    click: () => parts.openPath(path),
  }));
  return [
    ...(parts.isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        item('Open…', 'open', 'CmdOrCtrl+O'),
        { label: 'Open Recent', enabled: recent.length > 0, submenu: recent },
        { type: 'separator' },
        item('Save Workspace', 'save-workspace', 'CmdOrCtrl+S'),
        item('Save Workspace As…', 'save-workspace-as', 'CmdOrCtrl+Shift+S'),
        item('Load Workspace…', 'load-workspace'),
        { type: 'separator' },
        item('Export Bursts…', 'export-bursts', 'CmdOrCtrl+E'),
        { type: 'separator' },
        { role: parts.isMac ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        item('Find Host', 'find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Command Palette…', 'palette', 'CmdOrCtrl+K'),
        item('Back', 'back', 'Alt+Left'),
        item('Forward', 'forward', 'Alt+Right'),
        { type: 'separator' },
        item('Fit Graph', 'fit', 'CmdOrCtrl+Shift+F'),
        item('Dark or Light', 'theme', 'CmdOrCtrl+Shift+L'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(parts.isPackaged
          ? []
          : [{ type: 'separator' as const }, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
      ],
    },
    { label: '&Help', role: 'help', submenu: [{ label: 'About Burstscope', click: parts.about }] },
  ];
}
