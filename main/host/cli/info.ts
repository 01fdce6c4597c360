// `burstscope info`: what is known of a capture, for people or as JSON.
import { type Command, STATUS } from './command.ts';
import { infoJson, infoText } from './info-text.ts';
import { withCapture } from './load.ts';
import { captureFiles, FILE_HELP, parseOptions, SOURCE_HELP, SOURCE_OPTIONS } from './options.ts';

const HELP = `burstscope info FILE… [options]

Says what a capture, or a log of flows, holds: format, records, span, interfaces, hosts, flows, comments,
damage, broken lines, order of the clock.
${FILE_HELP}

  --json                the same as JSON
${SOURCE_HELP}

  burstscope info home.pcapng
  zcat old.pcap.gz | burstscope info - --json
`;

export const info: Command = {
  name: 'info',
  summary: 'format, records, span, link types, hosts, flows, damage, clock order',
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, { ...SOURCE_OPTIONS, json: { type: 'boolean' } });
    if (values.help) {
      terminal.out.write(HELP);
      return STATUS.ok;
    }
    return withCapture(captureFiles(values, positionals), terminal, async (_engine, loaded) => {
      terminal.out.write(values.json ? `${JSON.stringify(infoJson(loaded), null, 2)}\n` : infoText(loaded));
    });
  },
};
