// `burstscope stream`: what was said in one flow, in order.
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FOLLOW_FORMS, type FollowRequest } from '../../../shared/model/follow.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { privateFolder } from '../private-folder.ts';
import { type Command, STATUS, usage } from './command.ts';
import { withCapture } from './load.ts';
import {
  captureFiles,
  FILE_HELP,
  oneOf,
  parseOptions,
  SOURCE_HELP,
  SOURCE_OPTIONS,
  text,
  type Values,
} from './options.ts';

const HELP = `burstscope stream FILE --flow N [options]

Writes the payload of one flow in the order in which it was said: TCP put together by sequence number,
datagrams as they came. Bytes that were sent but are not in
the capture are marked: [N bytes missing in capture file].
${FILE_HELP}

  --flow N              number of the flow, as in the column flow of packets
  --as FORM             text (dots for what cannot be printed), hex (both sides, the server's lines
                        indented) or raw (the bytes as they are, of one direction) (text)
  --direction ab|ba     only what one side said: ab is the side that sent the flow's first record (both)
  --limit BYTES         stop after so many bytes of payload
${SOURCE_HELP}
  --out PATH            write to a file, complete or not at all (default: standard output)

  burstscope stream home.pcapng --flow 12
  burstscope stream home.pcapng --flow 12 --as raw --direction ba --out answer.bin
`;

const LARGEST = 0xffff_ffff;

function wholeNumber(values: Values, name: string): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > LARGEST) {
    throw usage(`--${name} takes a whole number of at least 1, not "${value}".`);
  }
  return number;
}

function requestOf(values: Values): FollowRequest {
  const flow = wholeNumber(values, 'flow');
  if (flow === undefined)
    throw usage('--flow is missing: name a flow by its number, as in the column flow of packets.');
  const form = oneOf(values, 'as', FOLLOW_FORMS) ?? 'text';
  const direction = oneOf(values, 'direction', ['ab', 'ba']);
  if (form === 'raw' && direction === undefined) throw usage('--as raw needs --direction ab or ba.');
  return { flow, form, direction, limit: wholeNumber(values, 'limit') };
}

export const stream: Command = {
  name: 'stream',
  summary: 'what was said in one flow, put in order: text, hex dump or bytes',
  help: HELP,
  async run(args, terminal) {
    const word = { type: 'string' } as const;
    const { values, positionals } = parseOptions(args, {
      ...SOURCE_OPTIONS,
      flow: word,
      as: word,
      direction: word,
      limit: word,
      out: word,
    });
    if (values.help) {
      terminal.out.write(HELP);
      return STATUS.ok;
    }
    const capture = captureFiles(values, positionals);
    const request = requestOf(values);
    const out = text(values, 'out');
    if (out === '') throw usage('--out takes the path of a file.');
    return withCapture(capture, terminal, async (engine, { source }) => {
      const folder = privateFolder();
      try {
        const path = out === undefined ? await folder.placeFor('stream') : resolve(out);
        const followed = await engine.call('follow', { source, request, path });
        if (out === undefined) await pipeline(createReadStream(path), terminal.out, { end: false });
        const notes = [
          ...(followed.missing > 0 ? [`${formatCount(followed.missing)} bytes are missing in the capture`] : []),
          ...(followed.cut ? [`the limit of ${formatCount(request.limit ?? 0)} bytes cut it short`] : []),
        ];
        for (const note of notes) terminal.err.write(`burstscope: ${note}\n`);
      } finally {
        folder.remove();
      }
    });
  },
};
