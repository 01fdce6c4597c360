// tshark, where it is installed: what it says of a file, field by field.
import { execFileSync } from 'node:child_process';

/** The release whose verdicts are ours. */
const RELEASE = '4.0.';

const run = (args: readonly string[]): string =>
  // tshark warns that it runs as root, and that a file was cut short: neither concerns the caller.
  execFileSync('tshark', args, { encoding: 'latin1', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] });

/** Whether tshark of that release is here. Suites that need it say so in their name and are left out without it. */
export function hasTshark(): boolean {
  try {
    return run(['--version']).startsWith(`TShark (Wireshark) ${RELEASE}`);
  } catch {
    return false;
  }
}

/** One row a frame: the values of `fields`, several occurrences joined by `|`. */
export function tsharkFields(path: string, fields: readonly string[]): readonly (readonly string[])[] {
  const args = ['-n', '-r', path, '-T', 'fields', '-E', 'occurrence=a', '-E', 'aggregator=|'];
  return outputOf([...args, ...fields.flatMap(field => ['-e', field])])
    .split('\n')
    .slice(0, -1)
    .map(line => line.split('\t'));
}

export interface Followed {
  readonly protocol: 'tcp' | 'udp';
  readonly form: 'raw' | 'ascii' | 'hex';
  readonly stream: number;
}

const FRAME = '='.repeat(67);

/** What `-z follow,…` prints for each of the wanted, without the lines around it; bytes as latin1. */
export function tsharkFollow(path: string, wanted: readonly Followed[]): readonly string[] {
  const taps = wanted.flatMap(({ protocol, form, stream }) => ['-z', `follow,${protocol},${form},${stream}`]);
  const output = outputOf(['-n', '-q', '-r', path, ...taps]);
  return wanted.map(({ protocol, form, stream }) => {
    const head = `\n${FRAME}\nFollow: ${protocol},${form}\nFilter: ${protocol}.stream eq ${stream}\n`;
    const start = output.indexOf(head) + head.length;
    const nodes = /Node 0: .*\nNode 1: .*\n/y;
    nodes.lastIndex = start;
    if (start < head.length || !nodes.test(output)) throw new Error(`tshark did not follow ${protocol} ${stream}`);
    return output.slice(nodes.lastIndex, output.indexOf(`${FRAME}\n`, nodes.lastIndex));
  });
}

/** The names that the packets of a file give to IP addresses: one an address. */
export const tsharkHosts = (path: string): readonly (readonly [address: string, name: string])[] =>
  outputOf(['-N', 'd', '-q', '-r', path, '-z', 'hosts'])
    .split('\n')
    .filter(line => /^[0-9a-f.:]+\t/.test(line))
    .map(line => line.split('\t') as [string, string]);

/** tshark ends with an error where a file ends too early; what it printed before holds. */
function outputOf(args: readonly string[]): string {
  try {
    return run(args);
  } catch (error) {
    return (error as { stdout?: string }).stdout ?? '';
  }
}
