// The source itself: its files and format, what is in it, interfaces, damage and broken lines.
import type { SourceInfo } from '../../../shared/model/source.ts';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { isoTime, nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { nounFor } from '../../ui/counted.ts';
import { MEASURES } from '../../ui/measures.ts';
import { dayAndTime } from '../../ui/moment.ts';
import { Term } from '../../ui/Term.tsx';
import { unreadLines } from '../../ui/unread-lines.ts';
import classes from '../inspector/inspector.module.css';
import { type Fact, Facts, Section } from '../inspector/parts.tsx';

/** Where other parts of the overview lead to. */
export const SOURCE_FACTS = 'source-facts';

/** `10^-6` as `10⁻⁶`. */
const powerText = (power: string): string =>
  power.replace(/\^(-?\d+)/, (_, exponent: string) => [...exponent].map(c => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)] ?? '⁻').join(''));

/** Broken lines that are shown one by one. */
const SHOWN_LINES = 20;

/** What a log holds: a row a flow, and what both sides of them sent. */
const flowAmounts = (info: SourceInfo): readonly Fact[] => [
  { label: 'Flows', help: MEASURES.row, value: formatCount(info.records) },
  {
    label: 'Bytes',
    help: MEASURES.bytes,
    value: formatBytes(info.wireBytes),
    title: `${formatCount(info.wireBytes)} bytes`,
  },
];

function recordAmounts(info: SourceInfo): readonly Fact[] {
  const others = info.records - info.ipRecords - info.arpRecords;
  return [
    { label: 'Records', help: MEASURES.record, value: formatCount(info.records) },
    {
      label: 'of these',
      help: MEASURES.layers,
      value: `${formatCount(info.ipRecords)} IP, ${formatCount(info.arpRecords)} ARP${others > 0 ? `, ${formatCount(others)} other` : ''}`,
    },
    {
      label: 'On the wire',
      help: MEASURES.wireBytes,
      value: formatBytes(info.wireBytes),
      title: `${formatCount(info.wireBytes)} bytes`,
    },
    {
      label: 'Captured',
      help: MEASURES.captured,
      value: `${formatBytes(info.capturedBytes)}${info.capturedBytes < info.wireBytes ? ` (${formatShare(info.capturedBytes / info.wireBytes)})` : ''}`,
      title: `${formatCount(info.capturedBytes)} bytes`,
    },
  ];
}

function captureFacts(info: SourceInfo): readonly Fact[] {
  const { start, end } = info;
  return [
    {
      label: info.files.length > 1 ? 'Files' : 'File',
      help: MEASURES.fileName,
      value: info.name,
      title: info.files.map(f => f.path).join('\n'),
    },
    ...(info.inner ? [{ label: 'Addresses', help: MEASURES.inner, value: 'of the innermost IP header' }] : []),
    {
      label: 'Format',
      help: MEASURES.format,
      value: `${info.formatText}${info.compression ? `, ${info.compression}` : ''}, ${formatBytes(info.size)}`,
    },
    ...(start && end
      ? [
          { label: 'From (UTC)', help: MEASURES.firstTime, value: dayAndTime(start), title: isoTime(start) },
          { label: 'To (UTC)', help: MEASURES.lastTime, value: dayAndTime(end), title: isoTime(end) },
          { label: 'Duration', help: MEASURES.duration, value: formatDuration(nanosBetweenLossy(start, end)) },
        ]
      : []),
    ...(info.kind === 'flows' ? flowAmounts(info) : recordAmounts(info)),
    ...(info.untimed > 0
      ? [
          {
            label: 'Without a time',
            help: MEASURES.untimed,
            value: formatCount(info.untimed),
          },
        ]
      : []),
    ...info.comments.map(comment => ({ label: 'Comment', help: MEASURES.comment, value: comment })),
    ...(info.kind === 'flows'
      ? []
      : [
          {
            label: 'Payload',
            help: MEASURES.payload,
            value: formatBytes(info.payloadBytes),
            title: `${formatCount(info.payloadBytes)} bytes`,
          },
        ]),
    { label: 'Hosts', help: MEASURES.host, value: formatCount(info.hosts) },
    { label: 'Conversations', help: MEASURES.conversation, value: formatCount(info.conversations) },
    info.kind === 'flows'
      ? { label: 'Distinct flows', help: MEASURES.distinctFlows, value: formatCount(info.flows) }
      : { label: 'Flows', help: MEASURES.flow, value: formatCount(info.flows) },
    {
      label: 'Out of order',
      help: MEASURES.outOfOrder,
      value: formatCount(info.outOfOrder),
    },
  ];
}

export function SourceFacts({ info }: { readonly info: SourceInfo }) {
  const unread = unreadLines(info);
  return (
    <div id={SOURCE_FACTS}>
      <Section title={info.kind === 'records' ? 'Capture' : 'Source'}>
        <Facts facts={captureFacts(info)} />
      </Section>
      {info.interfaces.length > 0 && (
        <Section title={<Term text={MEASURES.interfaces}>{nounFor(info.interfaces.length, 'Interface')}</Term>}>
          <ul className={classes.plain}>
            {info.interfaces.map(one => (
              <li key={one.id}>
                {one.name ?? `Interface ${one.id}`}: {one.linkName}
                <span className={classes.dim}>
                  {' '}
                  (link type {one.linkType}
                  {one.decoded ? '' : ', not dissected'}), timestamps in {powerText(one.resolution)} s
                  {one.snapLength > 0 ? `, at most ${formatCount(one.snapLength)} bytes a record` : ''}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {info.damage.length > 0 && (
        <Section title={<Term text={MEASURES.damage}>Damage</Term>}>
          <ul className={classes.plain}>
            {info.damage.slice(0, 20).map(({ offset, record, reason }) => (
              <li key={offset}>
                At byte {formatCount(offset)}, after record {formatCount(record)}: {reason}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {unread.count > 0 && (
        <Section title={<Term text={MEASURES.brokenLines}>Broken lines</Term>}>
          <ul className={classes.plain} data-testid="bad-lines">
            {unread.first.slice(0, SHOWN_LINES).map(({ key, place, reason }) => (
              <li key={key}>
                {printable(place)}: {printable(reason)}
              </li>
            ))}
            {unread.count > SHOWN_LINES && <li>and {formatCount(unread.count - SHOWN_LINES)} more</li>}
          </ul>
        </Section>
      )}
    </div>
  );
}
