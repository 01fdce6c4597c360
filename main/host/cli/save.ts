// `burstscope save`: the selection as a capture file.
import { resolve } from 'node:path';
import { counted } from '../../../shared/unit/format.ts';
import { type Command, STATUS, usage } from './command.ts';
import { withCapture } from './load.ts';
import {
  captureFiles,
  filterOf,
  parseOptions,
  rangeOf,
  SELECTION_HELP,
  SELECTION_OPTIONS,
  SOURCE_HELP,
  SOURCE_OPTIONS,
  text,
} from './options.ts';

const HELP = `burstscope save FILE… --out PATH [options]

Writes the records that are chosen to a capture file of their own: their bytes, times, interfaces and comments, and the
names that the source gives to addresses, as they were. Flags, hashes and queues of packet blocks, decryption secrets
and blocks of other makers are not kept.
FILE is a pcap, pcapng or snoop file, plain or compressed (gzip, zstd, lz4); several FILEs are merged in the
order of time; - reads standard input.

  --out PATH            the new file, complete or not at all: pcap where its name ends in .pcap or .cap (records of one
                        link type only; no comments, no names), else pcapng
${SOURCE_HELP}
${SELECTION_HELP}

  burstscope save home.pcapng --filter dns --out dns.pcapng
  burstscope save monday.pcap tuesday.pcap --out both.pcapng
`;

export const save: Command = {
  name: 'save',
  summary: 'the selection as a capture file, its records untouched',
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...SOURCE_OPTIONS,
      ...SELECTION_OPTIONS,
      out: { type: 'string' },
    });
    if (values.help) {
      terminal.out.write(HELP);
      return STATUS.ok;
    }
    const capture = captureFiles(values, positionals);
    const out = text(values, 'out');
    if (out === undefined || out === '') throw usage('--out is missing: name the file to write.');
    const filter = await filterOf(values);
    const range = rangeOf(values);
    return withCapture(capture, terminal, async (engine, { source }) => {
      const saved = await engine.call('save', { source, filter, range, path: resolve(out) });
      terminal.err.write(`burstscope: ${counted(saved.records, 'record')} written to ${out}\n`);
      for (const sentence of saved.leftOut) terminal.err.write(`burstscope: ${sentence}\n`);
    });
  },
};
