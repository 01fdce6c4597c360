// The folder where this user's programs keep their settings, on each platform.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Burstscope's folder of settings. It need not exist yet. */
export function configFolder(env: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  if (platform === 'win32') return join(env.APPDATA || join(homedir(), 'AppData/Roaming'), 'Burstscope');
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/Burstscope');
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'burstscope');
}
