// The app's life in Electron, on stand-ins for Electron's own pieces.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startApp } from '../../../main/host/electron/app.ts';
import { recentFiles } from '../../../main/host/recent-files.ts';
import { DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import { type FakeEngine, fakeEngine, sourceInfo } from '../fake-engine.ts';
import { FakeWindow, fakeElectron, menuItem } from './fake-electron.ts';

const PAGE = { url: 'app://burstscope/', parent: null };
const request = { report: 'bursts', bursts: DEFAULT_BURST_PARAMS, by: 'pair' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-test-'));
  mkdirSync(join(folder, 'window'));
  writeFileSync(join(folder, 'window/index.html'), '<!doctype html>');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(engine: FakeEngine, { files = [] as string[], platform = 'linux', firstInstance = true } = {}) {
  const electron = fakeElectron({ firstInstance });
  startApp(electron.parts, {
    startEngine: () => engine,
    recent: recentFiles(join(folder, 'recent.json')),
    files,
    windowFolder: join(folder, 'window'),
    preload: '/preload.cjs',
    sample: '/sample.pcapng',
    platform,
  });
  if (firstInstance) await vi.waitUntil(() => FakeWindow.all.length > 0 && electron.menu());
  const call = (name: string, input: unknown, senderFrame: unknown = PAGE) =>
    electron.ipc.get('call')!({ senderFrame }, name, input);
  return { ...electron, call };
}

describe('starting', () => {
  it('shows one locked window with the page', async () => {
    const { window, schemes } = await start(fakeEngine({}));
    expect(window().loaded).toEqual(['app://burstscope/']);
    expect(window().options.webPreferences).toMatchObject({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
    expect(schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
    window().emit('ready-to-show');
    expect(window().show).toHaveBeenCalledOnce();
  });

  it('leaves the work to the instance that runs already', async () => {
    const { app, lockData, ipc } = await start(fakeEngine({}), { files: ['/a.pcap'], firstInstance: false });
    expect(app.quit).toHaveBeenCalledOnce();
    expect(lockData).toEqual([{ files: ['/a.pcap'] }]);
    expect(FakeWindow.all).toEqual([]);
    expect(ipc.size).toBe(0);
  });

  it('opens the file that the command line names', async () => {
    const { call } = await start(fakeEngine({}), { files: ['/a.pcap'] });
    expect(await call('initial', null)).toEqual({
      result: { paths: ['/a.pcap'], sample: '/sample.pcapng', host: 'electron' },
    });
  });
});

describe('files from outside', () => {
  it('of a second start go to the window, which comes to the front', async () => {
    const { app, window } = await start(fakeEngine({}));
    app.emit('second-instance', {}, [], '/', { files: ['/b.pcap'] });
    expect(window().webContents.sent).toEqual([['event', 'openPaths', { paths: ['/b.pcap'] }]]);
    expect(window().focused).toBe(1);
    for (const data of [null, {}, { files: 'x' }, { files: [7] }]) app.emit('second-instance', {}, [], '/', data);
    expect(window().webContents.sent).toHaveLength(1);
    expect(window().focused).toBe(5);
  });

  it('wait until the page has loaded', async () => {
    const { app, window } = await start(fakeEngine({}));
    const { webContents } = window();
    webContents.loading = true;
    app.emit('second-instance', {}, [], '/', { files: ['/b.pcap'] });
    expect(webContents.sent).toEqual([]);
    webContents.emit('did-finish-load');
    expect(webContents.sent).toEqual([['event', 'openPaths', { paths: ['/b.pcap'] }]]);
  });

  it('on macOS may come before the app is ready, or after its window was closed', async () => {
    const electron = fakeElectron();
    const preventDefault = vi.fn();
    startApp(electron.parts, {
      startEngine: () => fakeEngine({}),
      recent: recentFiles(join(folder, 'recent.json')),
      files: [],
      windowFolder: join(folder, 'window'),
      preload: '/preload.cjs',
      sample: '/sample.pcapng',
      platform: 'darwin',
    });
    electron.app.ready = false;
    electron.app.emit('open-file', { preventDefault }, '/early.pcap');
    expect(preventDefault).toHaveBeenCalledOnce();
    electron.app.ready = true;
    await vi.waitUntil(() => FakeWindow.all.length === 1);
    const initial = () => electron.ipc.get('call')!({ senderFrame: PAGE }, 'initial', null);
    expect(await initial()).toMatchObject({ result: { paths: ['/early.pcap'] } });
    electron.window().emit('closed');
    electron.app.emit('window-all-closed');
    expect(electron.app.quit).not.toHaveBeenCalled();
    electron.app.emit('open-file', { preventDefault }, '/late.pcap');
    expect(FakeWindow.all).toHaveLength(2);
    expect(await initial()).toMatchObject({ result: { paths: ['/late.pcap'] } });
  });
});

describe('calls', () => {
  it('are answered for our own page', async () => {
    const { call } = await start(fakeEngine({ info: () => sourceInfo() }));
    expect(await call('info', { source: 1 })).toEqual({ result: sourceInfo() });
    expect(await call('info', { source: 'x' })).toMatchObject({ problem: { kind: 'usage' } });
  });

  it.each([
    ['a foreign page', { url: 'https://evil.example/', parent: null }],
    ['a page with a name like ours', { url: 'app://burstscope.evil/', parent: null }],
    ['a file', { url: 'file:///index.html', parent: null }],
    ['a frame inside our page', { url: 'app://burstscope/', parent: PAGE }],
    ['a frame that is gone', null],
  ])('are refused to %s', async (_what, frame) => {
    const engine = fakeEngine({ info: () => sourceInfo() });
    const { call } = await start(engine);
    expect(await call('info', { source: 1 }, frame)).toMatchObject({ problem: { kind: 'no-permission' } });
    expect(engine.asked).toEqual([]);
  });

  it('go with events from the engine', async () => {
    const engine = fakeEngine({});
    const { window } = await start(engine);
    engine.say('changed', sourceInfo());
    expect(window().webContents.sent).toEqual([['event', 'changed', sourceInfo()]]);
  });
});

describe('dialogs', () => {
  it('choose a capture for the window, or nothing', async () => {
    const { call, dialog, window } = await start(fakeEngine({}));
    expect(await call('chooseCapture', null)).toEqual({ result: ['/chosen.pcap'] });
    const [parent, options] = dialog.showOpenDialog.mock.calls[0]! as [
      unknown,
      { filters: { extensions: string[] }[] },
    ];
    expect(parent).toBe(window());
    expect(options.filters[0]!.extensions).toEqual(expect.arrayContaining(['pcap', 'pcapng', 'cap', 'dmp', 'gz']));
    expect(options.filters.at(-1)!.extensions).toEqual(['*']);
    dialog.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] });
    expect(await call('chooseCapture', null)).toEqual({ result: [] });
  });

  it('say where an export goes, or that there is none', async () => {
    const engine = fakeEngine({ write: () => ({ rows: 5 }) });
    const { call, dialog } = await start(engine);
    const input = { source: 1, request, suggestedName: '../home.bursts.csv' };
    expect(await call('export', input)).toEqual({ result: { rows: 5, path: '/saved.csv', download: null } });
    expect(dialog.showSaveDialog.mock.calls[0]![1]).toMatchObject({ defaultPath: 'home.bursts.csv' });
    expect(engine.asked).toEqual([{ name: 'write', input: { source: 1, request, path: '/saved.csv' } }]);
    dialog.showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' });
    expect(await call('export', input)).toEqual({ result: null });
    expect(engine.asked).toHaveLength(1);
  });
});

describe('the menu', () => {
  it('asks the window', async () => {
    const { menu, window } = await start(fakeEngine({}));
    menuItem(menu(), 'File', 'Open…').click!();
    menuItem(menu(), 'File', 'Export Bursts…').click!();
    menuItem(menu(), 'Edit', 'Find Host').click!();
    menuItem(menu(), 'View', 'Fit Graph').click!();
    menuItem(menu(), 'View', 'Dark or Light').click!();
    const commands = ['open', 'export-bursts', 'find', 'fit', 'theme'];
    expect(window().webContents.sent).toEqual(commands.map(command => ['event', 'menu', { command }]));
    expect(menuItem(menu(), 'File', 'Open…').accelerator).toBe('CmdOrCtrl+O');
  });

  it('gives no accelerator twice', async () => {
    const { menu } = await start(fakeEngine({}));
    const accelerators = menu().flatMap(top => (top.submenu ?? []).flatMap(item => item.accelerator ?? []));
    expect(accelerators.length).toBeGreaterThan(3);
    expect(new Set(accelerators).size).toBe(accelerators.length);
  });

  it('lists what was opened, and opens it again', async () => {
    const { app, call, menu, window } = await start(fakeEngine({ open: () => sourceInfo() }));
    expect(menuItem(menu(), 'File', 'Open Recent')).toMatchObject({ enabled: false, submenu: [] });
    await call('open', { path: '/sample.pcapng' });
    await call('open', { path: '/captures/a&b.pcap' });
    await vi.waitUntil(() => menuItem(menu(), 'File', 'Open Recent').enabled);
    expect(app.addRecentDocument.mock.calls).toEqual([['/captures/a&b.pcap']]);
    const [item] = menuItem(menu(), 'File', 'Open Recent').submenu!;
    expect(item!.label).toBe('a&&b.pcap');
    item!.click!();
    expect(window().webContents.sent).toEqual([['event', 'openPaths', { paths: ['/captures/a&b.pcap'] }]]);
  });
});

describe('ending', () => {
  it('quits with the last window and closes the engine', async () => {
    const engine = fakeEngine({});
    const { app } = await start(engine);
    app.emit('window-all-closed');
    expect(app.quit).toHaveBeenCalledOnce();
    app.emit('will-quit', {});
    expect(engine.closed()).toBe(true);
  });
});
