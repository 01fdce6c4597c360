// `burstscope tree`: the full dissection of one record, as indented lines or as JSON.
import type { RecordTree, TreeNode } from '../../../shared/model/tree.ts';
import { type Command, STATUS, usage } from './command.ts';
import { withCapture } from './load.ts';
import { captureFiles, FILE_HELP, parseOptions, SOURCE_HELP, SOURCE_OPTIONS } from './options.ts';

const HELP = `burstscope tree FILE NUMBER [options]

Shows all that is in one record: its layers and their fields, what was put together from earlier
records, and what deserves a look. NUMBER counts the records of the file from 1.
${FILE_HELP}

  --bytes               the bytes of each line: 14-33, and behind a colon what they are part of, if not the record
  --hex                 the bytes of the record, and of what was put together or decrypted
  --json                the same as JSON
${SOURCE_HELP}

  burstscope tree home.pcapng 12
  burstscope tree home.pcapng 12 --json | jq '.layers[].name'
`;

const WIDTH = 16;

function treeText(tree: RecordTree, withBytes: boolean): string {
  let text = '';
  const write = (node: TreeNode, depth: number): void => {
    const { start, length, source } = node;
    const where = source === 0 ? '' : `: ${tree.sources[source]?.title}`;
    const bytes = withBytes && length > 0 ? `  (${start}-${start + length - 1}${where})` : '';
    text += `${'    '.repeat(depth)}${node.line}${bytes}\n`;
    for (const child of node.children) write(child, depth + 1);
  };
  for (const layer of tree.layers) write(layer, 0);
  return text;
}

/** `0010  45 00 00 34 …  E..4`, 16 bytes a line. */
function hexText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const row = Array.from(bytes.subarray(at, at + WIDTH));
    const hex = row.map(byte => byte.toString(16).padStart(2, '0')).join(' ');
    const shown = row.map(byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    text += `${at.toString(16).padStart(4, '0')}  ${hex.padEnd(WIDTH * 3)}  ${shown}\n`;
  }
  return text;
}

function sourcesText({ sources }: RecordTree): string {
  return sources
    .map(({ title, base64 }) => {
      const bytes = Buffer.from(base64, 'base64');
      return `\n${title} (${bytes.length} bytes):\n${hexText(bytes)}`;
    })
    .join('');
}

function numberOf(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 0xffff_ffff) {
    throw usage(`"${text}" is not the number of a record: they count from 1.`);
  }
  return number;
}

export const tree: Command = {
  name: 'tree',
  summary: 'the full dissection of one record',
  help: HELP,
  async run(args, terminal) {
    const flag = { type: 'boolean' } as const;
    const { values, positionals } = parseOptions(args, { ...SOURCE_OPTIONS, json: flag, bytes: flag, hex: flag });
    if (values.help) {
      terminal.out.write(HELP);
      return STATUS.ok;
    }
    const [file, number, ...more] = positionals;
    if (file === undefined || number === undefined || more.length > 0) {
      throw usage('A capture and the number of a record are needed.');
    }
    const record = numberOf(number);
    return withCapture(captureFiles(values, [file]), terminal, async (engine, { source }) => {
      const found = await engine.call('tree', { source, number: record });
      if (values.json) {
        terminal.out.write(`${JSON.stringify(found, null, 2)}\n`);
        return;
      }
      terminal.out.write(treeText(found, values.bytes === true) + (values.hex ? sourcesText(found) : ''));
      if (found.limited) {
        terminal.err.write(
          'burstscope: only a part of what came before in this flow was read: something may not be put together\n',
        );
      }
    });
  },
};
