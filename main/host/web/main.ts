// Starts the browser host: prints the window's address and stays until Ctrl-C.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Problem, ProblemError, problemOf } from '../../../shared/contract/problem.ts';
import { openCapture } from '../../capture/open-capture.ts';
import { startWorkerEngine } from '../../session/worker-engine.ts';
import { parseOpenArguments } from '../open-arguments.ts';
import { samplePath, sessionWorker, windowFolder } from '../places.ts';
import { privateFolder } from '../private-folder.ts';
import { recentFiles } from '../recent-files.ts';
import { spoolInput } from '../spool-input.ts';
import { openBrowser } from './open-browser.ts';
import { startWebServer } from './server.ts';

const said = new Set<string>();

/** The window shows the problem; whoever started us from a terminal reads it there too, once. */
function complain(problem: Problem): void {
  if (!said.has(problem.message)) process.stderr.write(`burstscope: ${problem.message}\n`);
  said.add(problem.message);
}

/** Looks at a file before any window asks for it. A pipe can be read only once, so it is left alone. */
async function complainIfUnreadable(file: string): Promise<void> {
  if ((await stat(file).catch(() => null))?.isFIFO()) return;
  try {
    await (await openCapture(file)).close();
  } catch (error) {
    const problem = problemOf(error);
    // A capture is what most files are: what knows of logs is loaded for others alone.
    const mayBeLog = problem.kind === 'not-a-capture' || problem.kind === 'is-directory';
    const isLog = mayBeLog && (await import('../../session/is-log.ts')).isLog(file);
    if (!(await isLog)) complain(problem);
  }
}

async function start(args: readonly string[]): Promise<void> {
  const { files, port, noOpen } = parseOpenArguments(args);
  const folder = privateFolder();
  const recent = recentFiles();
  if (files.filter(file => file === '-').length > 1) {
    throw new ProblemError('usage', 'Standard input (-) can be read only once.');
  }
  const paths: string[] = [];
  for (const file of files) paths.push(file === '-' ? await spoolInput(folder) : resolve(file));
  const engine = startWorkerEngine(sessionWorker);
  const server = await startWebServer({
    engine,
    windowFolder,
    files: paths,
    sample: samplePath(),
    recent,
    port,
    onProblem: (call, problem) => call === 'open' && complain(problem),
  });

  let closingSince: number | undefined;
  const close = async (): Promise<void> => {
    if (closingSince !== undefined) {
      // Ctrl-C comes twice, from the terminal and from `burstscope open`: only a later one is impatience.
      if (performance.now() - closingSince > 1000) process.exit(1);
      return;
    }
    closingSince = performance.now();
    await server.close();
    await engine.close();
    folder.remove();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close());

  process.stdout.write(`Burstscope is open at ${server.url}\n`);
  for (const path of paths) await complainIfUnreadable(path);
  if (!noOpen) openBrowser(server.url);
}

start(process.argv.slice(2)).catch(error => {
  const { kind, message } = problemOf(error);
  process.stderr.write(`burstscope: ${message}\n`);
  process.exit(kind === 'usage' ? 2 : 1);
});
