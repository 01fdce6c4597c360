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

/** What `follow,PROTOCOL,FORM,STREAM` prints, bytes as latin1. */
export const tsharkFollow = (path: string, protocol: 'tcp' | 'udp', form: string, stream: number): string =>
  outputOf(['-n', '-q', '-r', path, '-z', `follow,${protocol},${form},${stream}`]);

/** tshark ends with an error where a file ends too early; what it printed before holds. */
function outputOf(args: readonly string[]): string {
  try {
    return run(args);
  } catch (error) {
    return (error as { stdout?: string }).stdout ?? '';
  }
}
