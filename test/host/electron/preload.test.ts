// The bridge that the preload script puts on the window.
import { expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { invoke: vi.fn(async () => ({ result: 1 })), on: vi.fn(), off: vi.fn() },
  webUtils: { getPathForFile: vi.fn(() => '/dropped.pcap') },
}));
vi.mock('electron', () => electron);

it('hands on calls, events and paths, and nothing of Electron itself', async () => {
  await import('../../../main/host/electron/preload.ts');
  const [name, bridge] = electron.contextBridge.exposeInMainWorld.mock.calls[0]!;
  expect(name).toBe('burstscopeHost');
  expect(Object.keys(bridge)).toEqual(['call', 'onEvent', 'pathForFile']);

  expect(await bridge.call('info', { source: 1 })).toEqual({ result: 1 });
  expect(electron.ipcRenderer.invoke).toHaveBeenCalledWith('call', 'info', { source: 1 });
  expect(bridge.pathForFile('file')).toBe('/dropped.pcap');

  const heard = vi.fn();
  const silence = bridge.onEvent(heard);
  const [channel, listener] = electron.ipcRenderer.on.mock.calls[0]!;
  expect(channel).toBe('event');
  listener({ sender: 'ipcRenderer' }, 'menu', { command: 'fit' });
  expect(heard.mock.calls).toEqual([['menu', { command: 'fit' }]]);
  silence();
  expect(electron.ipcRenderer.off).toHaveBeenCalledWith('event', listener);
});
