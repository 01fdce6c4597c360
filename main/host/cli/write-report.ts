// Commands that write a report: to a file, or to standard output.
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReportName, ReportRequest } from '../../../shared/contract/calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import type { CountOptions } from '../../../shared/model/series.ts';
import type { Engine } from '../../session/engine.ts';
import { privateFolder } from '../private-folder.ts';
import { type Command, STATUS, type Terminal, usage } from './command.ts';
import { type CaptureFiles, withCapture } from './load.ts';
import {
  captureFiles,
  filterOf,
  type OptionTypes,
  OUTPUT_OPTIONS,
  parseOptions,
  rangeOf,
  SELECTION_OPTIONS,
  SOURCE_OPTIONS,
  text,
  type Values,
} from './options.ts';

interface ReportCommand {
  readonly report: ReportName;
  readonly summary: string;
  readonly help: string;
  readonly options: OptionTypes;
  /** Formats beside CSV that are written to the path in the option of their name. */
  readonly files?: readonly 'graphml'[];
  /** What the options add to the request. Throws ProblemError (`usage`). */
  request(values: Values): Partial<ReportRequest>;
  /** The request once the capture is read, where the options leave something to what it holds. */
  settle?(
    values: Values,
    engine: Engine,
    source: number,
    question: Question,
    terminal: Terminal,
  ): Promise<ReportRequest>;
  /** How a file of counts is read; undefined: as it is recognised. Throws ProblemError (`usage`). */
  counts?(values: Values): CountOptions | undefined;
}

export function reportCommand(of: ReportCommand): Command {
  const { report, summary, help, options, files = [], request, settle, counts } = of;
  return {
    name: report,
    summary,
    help,
    async run(args, terminal) {
      const all = { ...SOURCE_OPTIONS, ...OUTPUT_OPTIONS, ...SELECTION_OPTIONS, ...options, ...pathOptions(files) };
      const { values, positionals } = parseOptions(args, all);
      if (values.help) {
        terminal.out.write(help);
        return STATUS.ok;
      }
      const { format, path } = outputOf(values, files);
      const whole: ReportRequest = {
        report,
        bursts: DEFAULT_BURST_PARAMS,
        by: 'pair',
        range: rangeOf(values),
        raw: values.raw === true,
        format,
        ...request(values),
      };
      return writeReport(
        { ...captureFiles(values, positionals), counts: counts?.(values) },
        { filter: await filterOf(values), request: whole },
        path,
        terminal,
        settle && ((...known) => settle(values, ...known, terminal)),
      );
    },
  };
}

interface Output {
  readonly format: NonNullable<ReportRequest['format']>;
  /** Undefined: standard output. */
  readonly path: string | undefined;
}

/** What --csv, --parquet and --json ask for; `files`: formats beside them. Throws ProblemError (`usage`) for two of them. */
export function outputOf(values: Values, files: readonly 'graphml'[] = []): Output {
  const [file, ...others] = (['csv', 'parquet', ...files] as const).filter(name => values[name] !== undefined);
  const path = file === undefined ? undefined : text(values, file);
  if (path === '') throw usage(`--${file} takes the path of a file.`);
  const other = others[0] ?? (values.json ? 'json' : undefined);
  if (file !== undefined && other !== undefined) throw usage(`--${file} and --${other} exclude each other.`);
  return { format: values.json ? 'json' : (file ?? 'csv'), path };
}

const pathOptions = (names: readonly string[]): OptionTypes =>
  Object.fromEntries(names.map(name => [name, { type: 'string' as const }]));

export interface Question {
  readonly filter: string | undefined;
  readonly request: ReportRequest;
}

function writeReport(
  capture: CaptureFiles,
  asked: Question,
  file: string | undefined,
  terminal: Terminal,
  settle?: (engine: Engine, source: number, question: Question) => Promise<ReportRequest>,
) {
  return withCapture(capture, terminal, async (engine, { source }) => {
    const question = settle ? { ...asked, request: await settle(engine, source, asked) } : asked;
    await writeTo(engine, { source, ...question }, file, terminal);
  });
}

/** Writes a report to a file, or to standard output. */
export async function writeTo(
  engine: Engine,
  question: Question & { readonly source: number },
  file: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (file !== undefined) {
    await engine.call('write', { ...question, path: resolve(file) });
    return;
  }
  const folder = privateFolder();
  try {
    const path = await folder.placeFor('report');
    await engine.call('write', { ...question, path });
    await pipeline(createReadStream(path), terminal.out, { end: false });
  } finally {
    folder.remove();
  }
}
