// What is known of a source, as a block of lines for people and as JSON for programs.
import type { CountFacts } from '../../../shared/model/series.ts';
import type { FileDamage, InterfaceInfo, SourceFile, SourceInfo } from '../../../shared/model/source.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { epochTime, isoTime, nanosBetween, secondsText } from '../../../shared/unit/time.ts';

const line = (label: string, value: string): string => `${label.padEnd(15)}${value}\n`;

/** Lines of which the first has the label. */
const lines = (label: string, values: readonly string[]): string =>
  values.map((value, i) => line(i === 0 ? label : '', value)).join('');

function bytesText(bytes: number): string {
  return bytes < 1000 ? formatBytes(bytes) : `${formatCount(bytes)} bytes (${formatBytes(bytes)})`;
}

function recordsText({ records, ipRecords, arpRecords, undissected }: SourceInfo): string {
  const parts = [`${formatCount(ipRecords)} IP`, `${formatCount(arpRecords)} ARP`];
  if (undissected > 0) parts.push(`${formatCount(undissected)} of link types that are not dissected`);
  return `${formatCount(records)} (${parts.join(', ')})`;
}

/** Texts of the capture are printed so that they cannot steer the terminal. */
function interfaceText(one: InterfaceInfo, files: readonly SourceFile[]): string {
  const { id, name, linkType, linkName, decoded, snapLength, resolution } = one;
  const parts = [`${linkName} (${linkType})${decoded ? '' : ', not dissected'}`, `resolution ${resolution} s`];
  if (snapLength > 0) parts.push(`snap length ${formatCount(snapLength)}`);
  for (const text of [one.description, one.hardware, one.os]) if (text !== null) parts.push(printable(text));
  if (one.filter !== null) parts.push(`filter ${printable(one.filter)}`);
  if (one.fcsLength !== null && one.fcsLength > 0) parts.push(`${one.fcsLength} bytes of check sequence`);
  if (one.received !== null) parts.push(`${formatCount(one.received)} received`);
  if (one.dropped !== null) parts.push(`${formatCount(one.dropped)} dropped`);
  if (files.length > 1) parts.push(`of ${printable(files[one.file]!.name)}`);
  return `${id}: ${name === null ? '' : `${printable(name)}, `}${parts.join(', ')}`;
}

const formatOf = ({ formatText, compression }: Pick<SourceFile, 'formatText' | 'compression'>): string =>
  formatText + (compression === null ? '' : `, ${compression}-compressed`);

function skippedText({ secrets, custom, unknown }: SourceInfo['skipped']): string {
  const parts = [];
  if (secrets > 0) parts.push(`${formatCount(secrets)} of secrets`);
  if (custom > 0) parts.push(`${formatCount(custom)} custom`);
  if (unknown > 0) parts.push(`${formatCount(unknown)} of other types`);
  return `blocks: ${parts.join(', ')}`;
}

const recordCount = (n: number): string => `${formatCount(n)} record${n === 1 ? '' : 's'}`;

/** What the capture says beside its records: a line for each that it says. */
function besideText(info: SourceInfo): string {
  const { commentedRecords, commentsLeftOut, untimed, names, skipped } = info;
  const comments = info.comments.map(text => printable(text.trimEnd()));
  if (commentedRecords > 0) comments.push(`(and on ${recordCount(commentedRecords)})`);
  if (commentsLeftOut > 0) comments.push(`(${formatCount(commentsLeftOut)} more were left out)`);
  let text = lines('Written by', info.writers.map(printable)) + lines('Comments', comments);
  if (names > 0) text += line('Names', `${formatCount(names)} in the capture itself`);
  if (untimed > 0) {
    text += line('Untimed', `${recordCount(untimed)} without a time, shown with that of the record before`);
  }
  if (skipped.secrets + skipped.custom + skipped.unknown > 0) text += line('Passed over', skippedText(skipped));
  return text;
}

function damageText({ file, offset, record, reason }: FileDamage, files: readonly SourceFile[]): string {
  const where = files.length > 1 ? `${printable(files[file]!.name)}, ` : '';
  return `${where}byte ${formatCount(offset)}, after ${counted(record, 'record')}: ${reason}`;
}

/** Broken lines, and files, that are shown one by one. */
const SHOWN = 20;

/** At most SHOWN of many, and how many more there are. */
function shortened<T>(all: readonly T[], count: number, text: (one: T) => string): string[] {
  const shown = all.slice(0, SHOWN).map(text);
  return count > shown.length ? [...shown, `and ${formatCount(count - shown.length)} more`] : shown;
}

function badLinesText({ badLines, files }: SourceInfo): string {
  const where = (file: number): string => (files.length > 1 ? `${printable(files[file]!.name)}, ` : '');
  if (badLines.count === 0) return line('Broken lines', 'none');
  return lines(
    'Broken lines',
    shortened(badLines.first, badLines.count, one => {
      return `${where(one.file)}line ${formatCount(one.line)}: ${printable(one.reason)}`;
    }),
  );
}

/** What is in a file of counts, and how it is read. */
function countsText({ columns, rows, duplicates, dates, keys, interval, gaps }: CountFacts): string {
  const { names, date, count, format, sure, header } = columns;
  const name = (column: number): string => printable(names[column]!);
  const unsure = sure ? '' : ', which is a guess: see --date-format of the command series';
  const gapText = gaps === 0 ? '' : `, ${formatCount(gaps)} of them after a longer gap`;
  const every = interval === null ? '' : `, one every ${formatDuration(interval * 1e9)}${gapText}`;
  return (
    line('Rows', `${formatCount(rows)}${header ? ' below a header' : ', no header'}`) +
    line('Dates', `${formatCount(dates)} in ${name(date)} (${format}${unsure})${every}`) +
    columns.keys.map((column, i) => line('Key', `${name(column)}: ${formatCount(keys[i]!)} different`)).join('') +
    line('Count', name(count)) +
    line(
      'Added up',
      duplicates === 0 ? 'nothing' : `${formatCount(duplicates)} rows whose date and keys had come before`,
    )
  );
}

/** How much there is: records of a capture, rows of a log. */
function amountText(info: SourceInfo): string {
  if (info.counts) return countsText(info.counts);
  if (info.kind === 'flows') {
    return line('Flows', `${formatCount(info.records)} in the log`) + line('Bytes', bytesText(info.wireBytes));
  }
  if (info.kind === 'requests') {
    return line('Requests', formatCount(info.records)) + line('Bytes', `${bytesText(info.wireBytes)} of answers`);
  }
  return (
    line('Records', recordsText(info)) +
    line('On the wire', bytesText(info.wireBytes)) +
    line('Captured', bytesText(info.capturedBytes)) +
    line('Payload', bytesText(info.payloadBytes))
  );
}

function filesText(info: SourceInfo): string {
  const { files } = info;
  if (files.length === 1) return line('File', printable(info.path)) + line('Format', formatOf(info));
  return lines(
    'Files',
    shortened(files, files.length, one => `${printable(one.path)}: ${formatOf(one)}, ${formatBytes(one.size)}`),
  );
}

/** The block that people read. */
export function infoText(info: SourceInfo): string {
  const { start, end, files } = info;
  let text = filesText(info);
  text += line('Size', bytesText(info.size));
  text += amountText(info);
  if (start !== null && end !== null) {
    const nanos = nanosBetween(start, end);
    text += line('Start', isoTime(start));
    text += line('End', isoTime(end));
    text += line('Span', `${secondsText(nanos)} s (${formatDuration(Number(nanos))})`);
  }
  text += lines(
    'Interfaces',
    info.interfaces.map(one => interfaceText(one, files)),
  );
  if (info.counts) return text + badLinesText(info) + damagesText(info);
  text += line('Hosts', formatCount(info.hosts));
  if (info.has.includes('flows')) {
    text += line('Conversations', formatCount(info.conversations));
    text += line('Streams', formatCount(info.streams));
    text += line(info.kind === 'flows' ? 'Distinct flows' : 'Flows', formatCount(info.flows));
  }
  text += besideText(info);
  const { outOfOrder } = info;
  text += line(
    'Clock',
    outOfOrder === 0 ? 'in order' : `${formatCount(outOfOrder)} ${info.kind} lie before the one in front`,
  );
  if (info.kind !== 'records') text += badLinesText(info);
  return text + damagesText(info);
}

function damagesText({ damage, files }: SourceInfo): string {
  if (damage.length === 0) return line('Damage', 'none');
  return lines(
    'Damage',
    damage.map(one => damageText(one, files)),
  );
}

/** The same for programs. Times are text, so that no reader rounds them. */
export function infoJson(info: SourceInfo): unknown {
  const { start, end } = info;
  return {
    kind: info.kind,
    path: info.path,
    name: info.name,
    size: info.size,
    format: info.format,
    format_text: info.formatText,
    compression: info.compression,
    files: info.files.map(one => ({
      path: one.path,
      name: one.name,
      size: one.size,
      format: one.format,
      format_text: one.formatText,
      compression: one.compression,
    })),
    comments: info.comments,
    written_by: info.writers,
    commented_records: info.commentedRecords,
    comments_left_out: info.commentsLeftOut,
    untimed_records: info.untimed,
    names: info.names,
    skipped_blocks: info.skipped,
    interfaces: info.interfaces.map(one => ({
      id: one.id,
      file: one.file,
      name: one.name,
      description: one.description,
      hardware: one.hardware,
      os: one.os,
      filter: one.filter,
      link_type: one.linkType,
      link_name: one.linkName,
      decoded: one.decoded,
      snap_length: one.snapLength,
      resolution: one.resolution,
      fcs_length: one.fcsLength,
      received: one.received,
      dropped: one.dropped,
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
    bad_lines: info.badLines,
    counts: info.counts,
  };
}
