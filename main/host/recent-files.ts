// The captures opened last.
import { join } from 'node:path';
import { configFolder } from './config-folder.ts';
import { type KeptList, keptList } from './kept-list.ts';

const MOST = 12;

export type RecentFiles = KeptList;

export const recentFiles = (file: string = join(configFolder(), 'recent-files.json')): RecentFiles =>
  keptList(file, MOST);
