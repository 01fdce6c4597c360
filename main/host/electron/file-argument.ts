// Which captures the command line of a start of the app names.
import { resolve } from 'node:path';

/**
 * Absolute paths of the files in process.argv. `isDefaultApp`: Electron was started with the app's folder as its first
 * argument. Chromium adds flags of its own, so whatever looks like a flag is passed over, except behind `--`.
 */
export function filesOf(argv: readonly string[], isDefaultApp: boolean, folder: string): string[] {
  const rest = argv.slice(1);
  const end = rest.indexOf('--');
  const before = (end < 0 ? rest : rest.slice(0, end)).filter(argument => !argument.startsWith('-'));
  const names = [...before.slice(isDefaultApp ? 1 : 0), ...(end < 0 ? [] : rest.slice(end + 1))];
  return names.filter(name => name !== '').map(name => resolve(folder, name));
}
