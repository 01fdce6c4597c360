// The pieces of Electron that the app is made of: handed in by main.ts, so that everything else runs in plain Node too.
import type { App, BrowserWindow, Dialog, IpcMain, Menu, Protocol } from 'electron';

export interface ElectronParts {
  readonly app: App;
  readonly BrowserWindow: typeof BrowserWindow;
  readonly dialog: Dialog;
  readonly ipcMain: IpcMain;
  readonly Menu: typeof Menu;
  readonly protocol: Protocol;
}
