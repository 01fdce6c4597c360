// Electron's entry: the only file, beside the preload script, that imports electron for more than its types.
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol } from 'electron';
import { startWorkerEngine } from '../../session/worker-engine.ts';
import { preloadScript, samplePath, sessionWorker, windowFolder } from '../places.ts';
import { recentFiles } from '../recent-files.ts';
import { startApp } from './app.ts';
import { filesOf } from './file-argument.ts';

startApp(
  { app, BrowserWindow, dialog, ipcMain, Menu, protocol },
  {
    startEngine: () => startWorkerEngine(sessionWorker),
    recent: recentFiles(),
    files: filesOf(process.argv, process.defaultApp === true, process.cwd()),
    windowFolder,
    preload: preloadScript,
    sample: samplePath(process.resourcesPath),
    platform: process.platform,
  },
);
