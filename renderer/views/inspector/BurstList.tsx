// The bursts between two hosts; choosing one shows its time.
import type { BurstRow } from '../../../shared/model/burst.ts';
import { BURST_COLUMNS } from '../../../shared/model/table-columns.ts';
import { csvTable } from '../../../shared/unit/csv.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { allRows } from '../../state/all-rows.ts';
import { useHostCalled } from '../../state/annotations.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { link } from '../../state/link.ts';
import { useFilter, useScope } from '../../state/scope.ts';
import { type SelectedHost, selectBurstAndTime, useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { showTab } from '../../state/tabs.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { MEASURES } from '../../ui/measures.ts';
import { shortTime } from '../../ui/moment.ts';
import { BurstNoteMark } from '../../ui/NoteMark.tsx';
import { Term } from '../../ui/Term.tsx';
import classes from './inspector.module.css';
import { Answered, Section } from './parts.tsx';

const BURSTS = 50;

interface Props {
  readonly source: number;
  readonly host: SelectedHost;
  readonly peer: SelectedHost;
}

export function BurstList({ source, host, peer }: Props) {
  const burst = useSelection(s => s.burst);
  const scope = useScope();
  const filter = useFilter();
  const params = useBurstParams();
  const question = {
    source,
    params,
    host: host.id,
    peer: peer.id,
    sort: 'burst',
    direction: 'asc',
    // A chosen burst set the range itself: its neighbours stay in the list, to be stepped through.
    ...(burst === null ? scope : filter),
  } as const;
  const answer = useAnswer('bursts', { ...question, offset: 0, limit: BURSTS });
  const total = answer.value?.total ?? 0;
  return (
    <Section
      title={<Term text={MEASURES.burstsOfPair}>Bursts{total > 0 ? ` (${formatCount(total)})` : ''}</Term>}
      aside={
        <button type="button" className={classes.more} onClick={() => showTab('bursts')}>
          {total > BURSTS ? `first ${BURSTS}, all in the table` : 'as table'}
        </button>
      }
      table={{
        of: 'Bursts of the pair',
        ending: 'bursts.csv',
        csv: async () =>
          csvTable(BURST_COLUMNS, await allRows(page => link().call('bursts', { ...question, ...page }))),
      }}
    >
      <Answered answer={answer} lines={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className={classes.nothing}>No burst at these thresholds.</p>
          ) : (
            <ul className={classes.list}>
              {rows.map(row => (
                <Burst key={row.burst} row={row} from={host.address} chosen={row.burst === burst} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  );
}

interface BurstProps {
  readonly row: BurstRow;
  readonly from: string;
  readonly chosen: boolean;
}

function Burst({ row, from, chosen }: BurstProps) {
  const start = useSource(s => s.info?.start ?? null);
  const called = useHostCalled();
  return (
    <li>
      <button
        type="button"
        className={classes.line}
        aria-pressed={chosen}
        data-testid="inspector-burst"
        title={`${isoTime(row.start)}, ${row.src ? called(row.src) : 'any'} to ${row.dst ? called(row.dst) : 'any'}`}
        onClick={() => selectBurstAndTime(row)}
      >
        <span className={classes.burstMark}>{row.burst}</span>
        <BurstNoteMark burst={row.burst} />
        <span className={classes.name}>
          {row.src?.address === from ? '→' : '←'} {shortTime(row.start, start)}
        </span>
        <span className={classes.dim}>{formatDuration(nanosBetweenLossy(row.start, row.end))}</span>
        <span className={classes.dim}>{formatCount(row.packets)} pkt</span>
        <span className={classes.number}>{formatBytes(row.payloadBytes)}</span>
      </button>
    </li>
  );
}
