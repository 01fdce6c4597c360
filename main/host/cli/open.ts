// `burstscope open`: the app in Electron when its runtime is on disk and there is a display, else in the browser.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronFlags, findElectron, hasDisplay } from '../../tool/electron-runtime.mjs';
import { type OpenArguments, parseOpenArguments } from '../open-arguments.ts';
import { programFolder } from '../places.ts';
import { type Command, STATUS } from './command.ts';

const HELP = `burstscope open [FILE…] [options]

Opens the app: in Electron when its runtime is installed and there is a display, else in the browser.
- reads standard input. Stays until the window is closed, or until Ctrl-C.

  --browser             the browser in any case
  --port N              port of the browser host on 127.0.0.1 (any free one)
  --no-open             only print the address; do not start a browser

  burstscope open home.pcapng
  burstscope open home.pcapng --browser --port 8080 --no-open
`;

/** The program to start and its arguments. */
export function howToOpen(asked: OpenArguments, electron: string | null): [program: string, args: string[]] {
  const browser = asked.browser || asked.noOpen || asked.port !== undefined || asked.files.includes('-');
  if (electron !== null && !browser) {
    return [electron, [...electronFlags(), programFolder, ...asked.files.map(file => resolve(file))]];
  }
  const args = [fileURLToPath(new URL('./web.js', import.meta.url))];
  if (asked.port !== undefined) args.push('--port', String(asked.port));
  if (asked.noOpen) args.push('--no-open');
  return [process.execPath, [...args, '--', ...asked.files]];
}

/** Runs the program on our terminal until it ends; its end is ours, and so are the signals that we get. */
function run(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit' });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', code => {
      for (const signal of signals) process.off(signal, pass);
      done(code ?? 1);
    });
  });
}

export const open: Command = {
  name: 'open',
  summary: 'the app, in Electron or in the browser',
  help: HELP,
  async run(args, terminal) {
    const asked = parseOpenArguments(args);
    if (asked.help) {
      terminal.out.write(HELP);
      return STATUS.ok;
    }
    const [program, programArgs] = howToOpen(asked, hasDisplay() ? findElectron(programFolder) : null);
    return run(program, programArgs);
  },
};
