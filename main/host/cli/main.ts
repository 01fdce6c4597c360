// The command line's entry: this process's streams, signals and exit status.
import { version } from '../../../package.json';
import { runCommand } from './run-command.ts';

// `burstscope bursts F | head`: the reader has had enough, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const args = process.argv.slice(2);
// `open` passes signals on to the app and ends with it; elsewhere they end us, but not before `exit` has tidied up.
if (args[0] !== 'open') {
  process.on('SIGINT', () => process.exit(130));
  process.on('SIGTERM', () => process.exit(143));
}

process.exitCode = await runCommand(args, version, {
  out: process.stdout,
  err: process.stderr,
  watched: process.stderr.isTTY === true,
  input: process.stdin,
  // The engine is most of the program: help and mistakes do not wait for it.
  async startEngine() {
    const { startLocalEngine } = await import('../../session/local-engine.ts');
    return startLocalEngine();
  },
});
