// The app's life in Electron: one instance, one window, its menu, and files that come from outside.
import type { BrowserWindow } from 'electron';
import type { EventName, Events } from '../../../shared/contract/events.ts';
import type { StartEngine } from '../../session/engine.ts';
import { createHandlers } from '../handlers.ts';
import type { RecentFiles } from '../recent-files.ts';
import { windowFiles } from '../window-files.ts';
import { APP_SCHEME, createProtocolHandler } from './app-protocol.ts';
import { EVENT_CHANNEL } from './channels.ts';
import { electronAnswers } from './dialogs.ts';
import { answerCalls } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import type { ElectronParts } from './parts.ts';
import { createWindow } from './window.ts';

export interface AppOptions {
  readonly startEngine: StartEngine;
  readonly recent: RecentFiles;
  /** Absolute paths from the command line. */
  readonly files: readonly string[];
  readonly windowFolder: string;
  readonly preload: string;
  readonly sample: string;
  readonly platform: string;
}

/** Must be called before Electron is ready. Quits when another instance runs already: that one opens the files. */
export function startApp(electron: ElectronParts, options: AppOptions): void {
  const { app, Menu } = electron;
  const { recent, platform } = options;
  if (!app.requestSingleInstanceLock({ files: options.files })) {
    app.quit();
    return;
  }
  electron.protocol.registerSchemesAsPrivileged([APP_SCHEME]);

  let window: BrowserWindow | null = null;
  let initialFiles = options.files;

  function emit<Name extends EventName>(name: Name, event: Events[Name]): void {
    const contents = window?.webContents;
    if (!contents || contents.isDestroyed()) return;
    // A page that is still loading hears nothing.
    if (contents.isLoading()) contents.once('did-finish-load', () => contents.send(EVENT_CHANNEL, name, event));
    else contents.send(EVENT_CHANNEL, name, event);
  }

  function showWindow(): void {
    if (window === null) {
      window = createWindow(electron.BrowserWindow, options.preload);
      window.on('closed', () => {
        window = null;
      });
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  function openPaths(paths: readonly string[]): void {
    if (window !== null) emit('openPaths', { paths });
    else initialFiles = paths;
    if (app.isReady()) showWindow();
  }

  async function showMenu(): Promise<void> {
    const template = menuTemplate({
      isMac: platform === 'darwin',
      isPackaged: app.isPackaged,
      recent: await recent.list(),
      about: () => app.showAboutPanel(),
      openPath: path => openPaths([path]),
      command(command) {
        showWindow();
        emit('menu', { command });
      },
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  async function opened(paths: readonly string[]): Promise<void> {
    for (const path of paths) app.addRecentDocument(path);
    await recent.add(...paths);
    await showMenu();
  }

  function run(): void {
    const engine = options.startEngine();
    const answers = electronAnswers({
      engine,
      dialog: electron.dialog,
      recent,
      sample: options.sample,
      window: () => window,
      initialFiles: () => initialFiles,
      opened: paths => void opened(paths),
    });
    const handlers = createHandlers(engine, answers, emit);
    answerCalls(electron.ipcMain, handlers.handle);
    electron.protocol.handle(
      APP_SCHEME.scheme,
      createProtocolHandler(windowFiles(options.windowFolder), handlers.handleBulk),
    );
    app.on('will-quit', () => {
      handlers.stop();
      void engine.close();
    });
    app.on('activate', showWindow);
    void showMenu();
    showWindow();
  }

  app.on('second-instance', (_event, _argv, _folder, data) => {
    const files = (data as { files?: unknown } | null)?.files;
    const paths = Array.isArray(files) ? files.filter(file => typeof file === 'string') : [];
    if (paths.length > 0) openPaths(paths);
    else if (app.isReady()) showWindow();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openPaths([path]);
  });
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit();
  });
  void app.whenReady().then(run);
}
