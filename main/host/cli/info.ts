// `burstscope info`: what is known of a capture, for people or as JSON.
import type { InterfaceInfo, SourceInfo } from '../../../shared/model/source.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { epochTime, isoTime, nanosBetween, secondsText } from '../../../shared/unit/time.ts';
import { type Command, STATUS } from './command.ts';
import { withCapture } from './load.ts';
import { captureFiles, FILE_HELP, parseOptions, SOURCE_HELP, SOURCE_OPTIONS } from './options.ts';

const HELP = `burstscope info FILE… [options]

Says what a capture holds: format, records, span, link types, hosts, flows, damage, order of the clock.
${FILE_HELP}

  --json                the same as JSON
${SOURCE_HELP}

  burstscope info home.pcapng
  zcat old.pcap.gz | burstscope info - --json
`;

const line = (label: string, value: string): string => `${label.padEnd(15)}${value}\n`;

function bytesText(bytes: number): string {
  return bytes < 1000 ? formatBytes(bytes) : `${formatCount(bytes)} bytes (${formatBytes(bytes)})`;
}

function recordsText({ records, ipRecords, arpRecords, undissected }: SourceInfo): string {
  const parts = [`${formatCount(ipRecords)} IP`, `${formatCount(arpRecords)} ARP`];
  if (undissected > 0) parts.push(`${formatCount(undissected)} of link types that are not dissected`);
  return `${formatCount(records)} (${parts.join(', ')})`;
}

function interfaceText({ id, name, linkType, linkName, decoded, snapLength, resolution }: InterfaceInfo): string {
  const parts = [`${linkName} (${linkType})${decoded ? '' : ', not dissected'}`, `resolution ${resolution} s`];
  if (snapLength > 0) parts.push(`snap length ${formatCount(snapLength)}`);
  return `${id}: ${name === null ? '' : `${name}, `}${parts.join(', ')}`;
}

/** The block that people read. */
export function infoText(info: SourceInfo): string {
  const { start, end } = info;
  let text = line('File', info.path);
  text += line('Format', info.formatText + (info.compression === null ? '' : `, ${info.compression}-compressed`));
  text += line('Size', bytesText(info.size));
  text += line('Records', recordsText(info));
  text += line('On the wire', bytesText(info.wireBytes));
  text += line('Captured', bytesText(info.capturedBytes));
  text += line('Payload', bytesText(info.payloadBytes));
  if (start !== null && end !== null) {
    const nanos = nanosBetween(start, end);
    text += line('Start', isoTime(start));
    text += line('End', isoTime(end));
    text += line('Span', `${secondsText(nanos)} s (${formatDuration(Number(nanos))})`);
  }
  info.interfaces.forEach((one, i) => {
    text += line(i === 0 ? 'Interfaces' : '', interfaceText(one));
  });
  text += line('Hosts', formatCount(info.hosts));
  text += line('Conversations', formatCount(info.conversations));
  text += line('Streams', formatCount(info.streams));
  text += line('Flows', formatCount(info.flows));
  const { outOfOrder } = info;
  text += line(
    'Clock',
    outOfOrder === 0 ? 'in order' : `${formatCount(outOfOrder)} records lie before the one in front`,
  );
  if (info.damage.length === 0) return text + line('Damage', 'none');
  info.damage.forEach(({ offset, record, reason }, i) => {
    text += line(
      i === 0 ? 'Damage' : '',
      `byte ${formatCount(offset)}, after ${formatCount(record)} records: ${reason}`,
    );
  });
  return text;
}

/** The same for programs. Times are text, so that no reader rounds them. */
export function infoJson(info: SourceInfo): unknown {
  const { start, end } = info;
  return {
    path: info.path,
    name: info.name,
    size: info.size,
    format: info.format,
    format_text: info.formatText,
    compression: info.compression,
    interfaces: info.interfaces.map(one => ({
      id: one.id,
      name: one.name,
      link_type: one.linkType,
      link_name: one.linkName,
      decoded: one.decoded,
      snap_length: one.snapLength,
      resolution: one.resolution,
    })),
    records: info.records,
    ip_records: info.ipRecords,
    arp_records: info.arpRecords,
    undissected_records: info.undissected,
    captured_bytes: info.capturedBytes,
    wire_bytes: info.wireBytes,
    payload_bytes: info.payloadBytes,
    start: start && isoTime(start),
    end: end && isoTime(end),
    start_epoch: start && epochTime(start),
    end_epoch: end && epochTime(end),
    duration_s: start && end && secondsText(nanosBetween(start, end)),
    hosts: info.hosts,
    conversations: info.conversations,
    streams: info.streams,
    flows: info.flows,
    out_of_order: info.outOfOrder,
    damage: info.damage,
  };
}

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
