// Stand-ins for the few pieces of Electron that the app touches: they remember handlers and calls.
import { EventEmitter } from 'node:events';
import { vi } from 'vitest';
import type { ElectronParts } from '../../../main/host/electron/parts.ts';

export class FakeContents extends EventEmitter {
  readonly sent: unknown[][] = [];
  loading = false;
  openHandler: ((details: unknown) => unknown) | undefined;
  readonly session = {
    request: undefined as unknown as (contents: unknown, permission: string, answer: (yes: boolean) => void) => void,
    check: undefined as unknown as (contents: unknown, permission: string) => boolean,
    setPermissionRequestHandler(handler: typeof this.request) {
      this.request = handler;
    },
    setPermissionCheckHandler(handler: typeof this.check) {
      this.check = handler;
    },
  };
  setWindowOpenHandler(handler: (details: unknown) => unknown) {
    this.openHandler = handler;
  }
  isDestroyed = () => false;
  isLoading = () => this.loading;
  send(...args: unknown[]) {
    this.sent.push(args);
  }
}

export class FakeWindow extends EventEmitter {
  static all: FakeWindow[] = [];
  readonly webContents = new FakeContents();
  readonly loaded: string[] = [];
  readonly options: Record<string, unknown>;
  focused = 0;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
  }
  async loadURL(url: string) {
    this.loaded.push(url);
  }
  isMinimized = () => false;
  show = vi.fn();
  focus() {
    this.focused++;
  }
}

export interface MenuItem {
  label?: string;
  role?: string;
  accelerator?: string;
  enabled?: boolean;
  submenu?: MenuItem[];
  click?: () => void;
}

export function fakeElectron({ firstInstance = true } = {}) {
  FakeWindow.all = [];
  const lockData: unknown[] = [];
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    quit: vi.fn(),
    ready: false,
    isReady: () => app.ready,
    whenReady: async () => {
      app.ready = true;
    },
    requestSingleInstanceLock(data: unknown) {
      lockData.push(data);
      return firstInstance;
    },
    addRecentDocument: vi.fn(),
    showAboutPanel: vi.fn(),
  });
  const ipc = new Map<string, (event: unknown, ...args: unknown[]) => Promise<unknown>>();
  const schemes: unknown[] = [];
  const protocols = new Map<string, (request: Request) => Promise<Response>>();
  const menus: MenuItem[][] = [];
  const dialog = {
    showOpenDialog: vi.fn(async (..._args: unknown[]) => ({ canceled: false, filePaths: ['/chosen.pcap'] })),
    showSaveDialog: vi.fn(async (..._args: unknown[]) => ({ canceled: false, filePath: '/saved.csv' })),
  };
  const parts = {
    app,
    BrowserWindow: FakeWindow,
    dialog,
    ipcMain: { handle: (name: string, handler: never) => ipc.set(name, handler) },
    Menu: {
      buildFromTemplate: (template: MenuItem[]) => template,
      setApplicationMenu: (menu: MenuItem[]) => menus.push(menu),
    },
    protocol: {
      registerSchemesAsPrivileged: (list: unknown[]) => schemes.push(...list),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => protocols.set(scheme, handler),
    },
  };
  return {
    parts: parts as unknown as ElectronParts,
    app,
    dialog,
    ipc,
    schemes,
    protocols,
    lockData,
    /** The menu as it is now. */
    menu: () => menus.at(-1)!,
    window: () => FakeWindow.all.at(-1)!,
  };
}

/** The item at a path of labels, without the marks of mnemonics. */
export function menuItem(menu: readonly MenuItem[], ...labels: string[]): MenuItem {
  let items: readonly MenuItem[] | undefined = menu;
  let found: MenuItem | undefined;
  for (const label of labels) {
    found = items?.find(item => item.label?.replace(/^&/, '') === label);
    items = found?.submenu;
  }
  if (!found) throw new Error(`there is no menu item ${labels.join(' > ')}`);
  return found;
}
