// The arguments of `burstscope open`, read alike by the command and by the browser host that it starts.
import { parseArgs } from 'node:util';
import { ProblemError } from '../../shared/contract/problem.ts';

export interface OpenArguments {
  readonly files: readonly string[];
  /** The browser even where Electron could run. */
  readonly browser: boolean;
  readonly port: number | undefined;
  /** Open no browser: the address is only printed. */
  readonly noOpen: boolean;
  readonly help: boolean;
}

/** Throws ProblemError (`usage`) naming the flag that is wrong. */
export function parseOpenArguments(args: readonly string[]): OpenArguments {
  const { values, positionals } = parse(args);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535 && values.port !== '')) {
    throw new ProblemError('usage', `--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  return {
    files: positionals,
    browser: values.browser === true,
    port,
    noOpen: values['no-open'] === true,
    help: values.help === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        browser: { type: 'boolean' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new ProblemError('usage', firstSentence((error as Error).message));
  }
}

/** node:util's messages go on with advice about `--`; their first sentence says which flag is wrong. */
export const firstSentence = (message: string): string => `${message.split(/\. |\.?\n/)[0]!.replace(/\.$/, '')}.`;
