// Four numbers: how long, how much, how many.
import type { Overview } from '../../../shared/model/overview.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { counted } from '../../ui/counted.ts';
import { MEASURES } from '../../ui/measures.ts';
import { dayAndTime } from '../../ui/moment.ts';
import { Term } from '../../ui/Term.tsx';
import { DASH } from '../../ui/words.ts';
import classes from './overview.module.css';

interface Props {
  readonly info: SourceInfo;
  /** Of the selection; undefined before the first answer. */
  readonly overview: Overview | undefined;
}

export function Glance({ info, overview }: Props) {
  const start = overview?.start ?? info.start;
  const end = overview?.end ?? info.end;
  const isLog = info.kind !== 'records';
  const payload = overview?.payload ?? info.payloadBytes;
  return (
    <dl className={classes.glance}>
      <div>
        <dt>
          <Term text={MEASURES.duration}>Duration</Term>
        </dt>
        <dd>{start && end ? formatDuration(nanosBetweenLossy(start, end)) : DASH}</dd>
        {start && <dd title={isoTime(start)}>{dayAndTime(start).slice(0, 16)}</dd>}
      </div>
      <div>
        <dt>
          <Term text={isLog ? MEASURES.row : MEASURES.record}>{isLog ? 'Flows' : 'Records'}</Term>
        </dt>
        <dd data-testid="record-count">{formatCount(overview?.records ?? info.records)}</dd>
        <dd>{isLog ? `${formatCount(info.flows)} distinct` : withoutIp(overview?.withoutIp ?? 0)}</dd>
      </div>
      <div>
        <dt>
          <Term text={MEASURES.host}>Hosts</Term>
        </dt>
        <dd data-testid="host-count">{formatCount(overview?.hosts ?? info.hosts)}</dd>
        <dd>{counted(overview?.pairs ?? info.conversations, 'conversation')}</dd>
      </div>
      <div>
        <dt>
          <Term text={isLog ? MEASURES.bytes : MEASURES.payload}>{isLog ? 'Bytes' : 'Payload'}</Term>
        </dt>
        <dd title={`${formatCount(payload)} bytes`}>{formatBytes(payload)}</dd>
        <dd>{isLog ? 'both directions' : `${formatBytes(overview?.bytes ?? info.wireBytes)} on the wire`}</dd>
      </div>
    </dl>
  );
}

const withoutIp = (records: number): string => (records === 0 ? 'all with IP' : `${formatCount(records)} without IP`);
