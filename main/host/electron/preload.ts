// Runs before the page, sandboxed: puts the bridge on the window that renderer/link/electron-link.ts speaks to.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL } from './channels.ts';

contextBridge.exposeInMainWorld('burstscopeHost', {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  onEvent(handler: (name: string, payload: unknown) => void): () => void {
    // The event object itself stays on this side: it leads to ipcRenderer.
    const listener = (_event: unknown, name: string, payload: unknown): void => handler(name, payload);
    ipcRenderer.on(EVENT_CHANNEL, listener);
    return () => ipcRenderer.off(EVENT_CHANNEL, listener);
  },
  pathForFile: (file: Parameters<typeof webUtils.getPathForFile>[0]): string => webUtils.getPathForFile(file),
});
