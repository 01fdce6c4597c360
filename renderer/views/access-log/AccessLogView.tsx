// Access log: requests over time above, values and statuses by host below them, then requests one by one, what stands out
// and lines that could not be read. Everything follows the selection.
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { DEFAULT_ANOMALIES } from '../../../shared/model/request.ts';
import { counted, formatBytes, formatCount, formatShare, nounFor } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { selectHost, selectRange, useSelection } from '../../state/selection.ts';
import { showSeries } from '../../state/series.ts';
import { useShownReport } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import parts from '../../ui/parts.module.css';
import { TabStrip } from '../../ui/TabStrip.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { unreadLines } from '../../ui/unread-lines.ts';
import { Anomalies } from './Anomalies.tsx';
import classes from './access-log.module.css';
import { BadLines } from './BadLines.tsx';
import { useNarrowed, useQuestion, widen, widenAll } from './narrowed.ts';
import { barsIn, RatePlot } from './RatePlot.tsx';
import { RequestExport, requestsWanted } from './RequestExport.tsx';
import { Requests } from './Requests.tsx';
import { StatusMap } from './StatusMap.tsx';
import { FIELD_TITLES, valueText } from './texts.ts';
import { Values } from './Values.tsx';

const LEGEND = [
  ['good', 'Requests'],
  ['failed', 'not 2xx'],
  ['bytes', 'Bytes of answers'],
  ['mark', 'Unusual rate'],
] as const;

type Tab = 'requests' | 'anomalies' | 'lines';

export function AccessLogView() {
  const info = useSource(s => s.info);
  const question = useQuestion();
  const [tab, setTab] = useState<Tab>('requests');
  const anomalies = useAnswer('requestAnomalies', question && { ...question, options: DEFAULT_ANOMALIES });
  const found = anomalies.value?.rows.length;
  const host = useSelection(s => s.host?.address ?? null);
  const report = tab === 'anomalies' ? 'anomalies' : 'requests';
  useShownReport('access-log', {
    wanted: requestsWanted(report, question?.where),
    title: report === 'anomalies' ? 'What stands out' : 'Requests in order',
    ending: `${report}.csv`,
  });
  if (!info) return null;
  const unread = unreadLines(info).count;
  return (
    <div className={classes.view} data-testid="access-log">
      <Bar />
      <Rate
        marks={
          anomalies.value?.rows.filter(row => row.kind === 'rate' && (row.host === host || row.host === null)) ?? []
        }
      />
      <div className={classes.middle}>
        <Values />
        <StatusMap />
      </div>
      <section className={parts.view} aria-label="Lists">
        <TabStrip
          label="Lists"
          tabs={[
            { tab: 'requests', title: 'Requests in order' },
            { tab: 'anomalies', title: 'What stands out', count: found === undefined ? undefined : formatCount(found) },
            ...(info.kind === 'requests' || unread > 0
              ? [{ tab: 'lines', title: 'Broken lines', count: formatCount(unread) } as const]
              : []),
          ]}
          shown={tab}
          onShow={setTab}
          prefix="tab"
          controls="requests-list"
        />
        <div className={parts.fill} role="tabpanel" id="requests-list" aria-labelledby={`tab-${tab}`}>
          {tab === 'requests' && <Requests />}
          {tab === 'anomalies' && <Anomalies answer={anomalies} onOpen={() => setTab('requests')} />}
          {tab === 'lines' && <BadLines info={info} />}
        </div>
      </section>
    </div>
  );
}

/** Totals of the selection, what narrows it, and what can be done with it. */
function Bar() {
  const question = useQuestion();
  const { value, problem } = useAnswer('requestSummary', question);
  return (
    <Toolbar
      label="Access log"
      end={
        <>
          <Button
            size="compact-sm"
            leftSection={<Icon name="series" size={14} />}
            title="The rate of requests in the Series view: forecast band, detectors, marked dates"
            data-testid="rate-to-series"
            onClick={() => showSeries({ value: 'requests' })}
          >
            Rate as series
          </Button>
          <RequestExport />
        </>
      }
    >
      {problem && <ProblemLine problem={problem} />}
      {value && (
        <p className={classes.totals} data-testid="request-totals">
          <span>
            <strong data-testid="request-count">{formatCount(value.requests)}</strong>{' '}
            {nounFor(value.requests, 'request')}
          </span>
          <span title={`${counted(value.bytes, 'byte')}; without a size: ${formatCount(value.sizeless)}`}>
            <strong>{formatBytes(value.bytes)}</strong>
          </span>
          <span>
            <strong>{formatCount(value.hosts)}</strong> {nounFor(value.hosts, 'host')}
          </span>
          {value.answered > 0 && (
            <span title={`${formatCount(value.failed)} of ${counted(value.answered, 'answer')} not 2xx`}>
              <strong>{formatShare(value.failed / value.answered)}</strong> not 2xx
            </span>
          )}
        </p>
      )}
      <Chosen />
    </Toolbar>
  );
}

/** Host and values that narrow the view, each with a button that undoes it. */
function Chosen() {
  const where = useNarrowed(s => s.where);
  const { host, range } = useSelection();
  if (where.length === 0 && !host && !range) return null;
  return (
    <ul className={classes.chosen} aria-label="Only requests with">
      {where.map(({ field, value }) => (
        <li key={field} data-testid={`only-${field}`}>
          <span title={printable(value)}>
            {FIELD_TITLES[field]}: {printable(valueText(value))}
          </span>
          <button type="button" aria-label={`Remove the choice of ${FIELD_TITLES[field]}`} onClick={() => widen(field)}>
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
      <li data-plain>
        <button
          type="button"
          data-testid="all-requests"
          onClick={() => {
            widenAll();
            selectHost(null);
            selectRange(null);
          }}
        >
          Show all requests
        </button>
      </li>
    </ul>
  );
}

/** Over the whole time, whatever range is selected: the range is shown in it. */
function Rate({ marks }: { readonly marks: Parameters<typeof RatePlot>[0]['marks'] }) {
  const question = useQuestion(true);
  const range = useSelection(s => s.range);
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width, height });
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const { value, problem } = useAnswer(
    'requestRate',
    question && size.width > 0 ? { ...question, most: barsIn(size.width) } : null,
  );
  return (
    <section className={classes.rate} data-picture="Requests over time" aria-label="Requests and bytes over time">
      <div ref={box} className={classes.rateBox}>
        {problem && <ProblemLine problem={problem} />}
        {value && value.requests.length > 0 && (
          <RatePlot rate={value} range={range} marks={marks} width={size.width} height={size.height} />
        )}
        {value && value.requests.length === 0 && <p className={classes.empty}>There are no requests.</p>}
      </div>
      <p className={classes.legend}>
        {LEGEND.map(([colour, name]) => (
          <span key={colour}>
            <i data-colour={colour} />
            {name}
          </span>
        ))}
      </p>
    </section>
  );
}
