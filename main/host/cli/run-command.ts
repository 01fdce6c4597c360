// Finds the command, runs it, and turns what went wrong into one sentence and an exit status.
import { problemOf } from '../../../shared/contract/problem.ts';
import { accessLog } from './access-log.ts';
import { beacons } from './beacons.ts';
import { bursts } from './bursts.ts';
import { type Command, STATUS, type Terminal } from './command.ts';
import { compare } from './compare.ts';
import { conversations } from './conversations.ts';
import { flows } from './flows.ts';
import { graph } from './graph.ts';
import { hosts } from './hosts.ts';
import { info } from './info.ts';
import { open } from './open.ts';
import { packets } from './packets.ts';
import { report } from './report.ts';
import { save } from './save.ts';
import { series } from './series.ts';
import { stream } from './stream.ts';
import { timing } from './timing.ts';
import { tree } from './tree.ts';
import { windows } from './windows.ts';

const COMMANDS: readonly Command[] = [
  open,
  info,
  packets,
  hosts,
  conversations,
  flows,
  bursts,
  timing,
  beacons,
  windows,
  series,
  accessLog,
  graph,
  compare,
  report,
  tree,
  stream,
  save,
];

const HELP = `burstscope COMMAND FILE [options]

Shows the timing of the traffic in a packet capture: who talks to whom, when, in which bursts.

${COMMANDS.map(command => `  ${command.name.padEnd(15)}${command.summary}\n`).join('')}
  burstscope COMMAND --help says more about a command; --version prints the version.
  Captures are pcap, pcapng or snoop, plain or compressed by gzip, zstd or lz4; - reads standard input.
  Logs of flows (conversation logs, flow records, Zeek's) and folders of them do where no records are needed.
  Access logs are for access-log, series and info.
  Exit status: 0; 1 could not read; 2 wrong usage; 3 read in part (damage is reported on standard error).

  burstscope info home.pcapng
  burstscope bursts home.pcapng --gap 0.5 --csv bursts.csv
`;

/** Resolves to the exit status; never rejects. */
export async function runCommand(args: readonly string[], version: string, terminal: Terminal): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--help' || first === '-h' || first === 'help') {
    terminal.out.write(HELP);
    return STATUS.ok;
  }
  if (first === '--version') {
    terminal.out.write(`${version}\n`);
    return STATUS.ok;
  }
  const command = COMMANDS.find(one => one.name === first);
  if (!command) {
    const names = COMMANDS.map(one => one.name).join(', ');
    const what = first === undefined ? 'a command is missing' : `there is no command "${first}"`;
    terminal.err.write(`burstscope: ${what}: use one of ${names}; see burstscope --help\n`);
    return STATUS.usage;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    const { kind, message } = problemOf(error);
    if (kind !== 'usage') {
      terminal.err.write(`burstscope: ${message}\n`);
      if (kind === 'internal') terminal.err.write(`${(error as Error)?.stack ?? error}\n`);
      return STATUS.unreadable;
    }
    terminal.err.write(
      `burstscope ${command.name}: ${message.replace(/\.$/, '')}; see burstscope ${command.name} --help\n`,
    );
    return STATUS.usage;
  }
}
