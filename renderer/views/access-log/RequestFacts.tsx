// What is known of an access log, for the inspector: of all of it, or of the host that is selected.
import type { RequestField } from '../../../shared/model/request.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { counted, formatBytes, formatCount, formatShare } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { isoTime } from '../../../shared/unit/time.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { MEASURES } from '../../ui/measures.ts';
import { dayAndTime } from '../../ui/moment.ts';
import { Term } from '../../ui/Term.tsx';
import { DASH } from '../../ui/words.ts';
import { Answered, type Fact, Facts, Section } from '../inspector/parts.tsx';
import classes from './access-log.module.css';
import { useQuestion } from './narrowed.ts';
import { FIELD_TITLES, valueText } from './texts.ts';

/** Broken lines, and values, that are shown one by one. */
const SHOWN_LINES = 10;
const SHOWN_VALUES = 5;
const FIELDS: readonly RequestField[] = ['status', 'path', 'user_agent'];

export function RequestFacts({ info, host }: { readonly info: SourceInfo; readonly host: string | null }) {
  const question = useQuestion();
  const summary = useAnswer('requestSummary', question);
  return (
    <>
      {host === null && <LogFacts info={info} />}
      <Section title={host === null ? 'Requests of the selection' : 'Requests of the host'}>
        <Answered answer={summary} lines={5}>
          {value => (
            <Facts
              facts={[
                {
                  label: 'Requests',
                  help: MEASURES.requests,
                  value: formatCount(value.requests),
                  testId: 'inspected-requests',
                },
                {
                  label: 'Bytes',
                  help: MEASURES.answerBytes,
                  value: formatBytes(value.bytes),
                  title: `${formatCount(value.bytes)} bytes`,
                },
                { label: 'Without a size', help: MEASURES.sizeless, value: formatCount(value.sizeless) },
                {
                  label: 'Not 2xx',
                  help: MEASURES.failed,
                  value: value.answered === 0 ? DASH : formatShare(value.failed / value.answered),
                  title: `${formatCount(value.failed)} of ${counted(value.answered, 'answer')}`,
                },
                ...(value.first && value.last
                  ? [
                      {
                        label: 'First (UTC)',
                        help: MEASURES.firstTime,
                        value: dayAndTime(value.first).slice(0, 19),
                        title: isoTime(value.first),
                      },
                      {
                        label: 'Last (UTC)',
                        help: MEASURES.lastTime,
                        value: dayAndTime(value.last).slice(0, 19),
                        title: isoTime(value.last),
                      },
                    ]
                  : []),
                { label: 'Paths', help: MEASURES.paths, value: formatCount(value.distinct.path) },
                { label: 'User agents', help: MEASURES.agents, value: formatCount(value.distinct.user_agent) },
              ]}
            />
          )}
        </Answered>
      </Section>
      {FIELDS.map(field => (
        <Top key={field} field={field} />
      ))}
    </>
  );
}

function LogFacts({ info }: { readonly info: SourceInfo }) {
  const { badLines, files } = info;
  const facts: readonly Fact[] = [
    {
      label: files.length > 1 ? 'Files' : 'File',
      help: MEASURES.fileName,
      value: printable(info.name),
      title: info.path,
    },
    { label: 'Size', help: MEASURES.fileSize, value: formatBytes(info.size), title: `${formatCount(info.size)} bytes` },
    { label: 'Requests', help: MEASURES.requests, value: formatCount(info.records), testId: 'log-requests' },
    { label: 'Hosts', help: MEASURES.requestHosts, value: formatCount(info.hosts) },
    { label: 'Broken lines', help: MEASURES.brokenLines, value: formatCount(badLines.count) },
    {
      label: 'Out of order',
      help: MEASURES.outOfOrder,
      value: formatCount(info.outOfOrder),
    },
  ];
  return (
    <Section title="Access log">
      <Facts facts={facts} />
      {badLines.count > 0 && (
        <ul className={classes.lines} data-testid="bad-lines">
          {badLines.first.slice(0, SHOWN_LINES).map(({ file, line, reason }) => (
            <li key={`${file} ${line}`}>
              Line {formatCount(line)}: {printable(reason)}
            </li>
          ))}
          {badLines.count > SHOWN_LINES && <li>and {formatCount(badLines.count - SHOWN_LINES)} more</li>}
        </ul>
      )}
    </Section>
  );
}

function Top({ field }: { readonly field: RequestField }) {
  const question = useQuestion();
  const answer = useAnswer('requestValues', question && { ...question, field, offset: 0, limit: SHOWN_VALUES });
  return (
    <Section title={<Term text={MEASURES.frequent}>Most frequent: {FIELD_TITLES[field].toLowerCase()}</Term>}>
      <Answered answer={answer} lines={SHOWN_VALUES}>
        {({ rows }) => (
          <ul className={classes.top}>
            {rows.map(({ value, count, share }) => (
              <li key={value} title={`${counted(count, 'request')}: ${printable(valueText(value))}`}>
                <span>{printable(valueText(value))}</span>
                <span>{formatShare(share)}</span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Section>
  );
}
