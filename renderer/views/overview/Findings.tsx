// What is worth a look first: regular pairs, the largest bursts, damage; each a click away from its evidence.
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BeaconFinding, BurstFinding } from '../../../shared/model/overview.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { DEFAULT_WINDOWS } from '../../../shared/model/timing.ts';
import type { OutlierRow } from '../../../shared/model/window.ts';
import { formatBytes, formatCount, formatDuration, threeDigits } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { useHostCalled } from '../../state/annotations.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { showPlace } from '../../state/places.ts';
import { useScope } from '../../state/scope.ts';
import { asSelected, selectBurst, selectHost, selectPair, selectRange } from '../../state/selection.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { counted } from '../../ui/counted.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { MEASURES } from '../../ui/measures.ts';
import { shortTime } from '../../ui/moment.ts';
import { Term } from '../../ui/Term.tsx';
import { Section } from '../inspector/parts.tsx';
import classes from './overview.module.css';
import { SOURCE_FACTS } from './SourceFacts.tsx';

const ROWS = 3;
/** Beacons of larger captures take seconds to find: they are looked for when asked. */
const AT_ONCE = 2_000_000;

export function Findings({ info }: { readonly info: SourceInfo }) {
  const scope = useScope();
  const { gapNanos, minPayload, minPackets, scope: burstScope, compat } = useBurstParams();
  const bursts = { gapNanos, minPayload, minPackets, scope: burstScope, ...(compat ? { compat } : {}) };
  const [wanted, setWanted] = useState(false);
  const isReady = info.state !== 'loading';
  const looks = isReady && (wanted || info.records <= AT_ONCE);
  const question = { source: info.source, rows: ROWS, bursts, ...scope };
  const largest = useAnswer('findings', isReady ? { ...question, about: 'bursts' } : null);
  const regular = useAnswer('findings', looks ? { ...question, about: 'beacons' } : null);
  const outliers = useAnswer(
    'windowOutliers',
    looks
      ? {
          source: info.source,
          windows: DEFAULT_WINDOWS,
          kind: 'pair',
          sort: 'beyond',
          direction: 'desc',
          offset: 0,
          limit: ROWS,
          ...(scope.filter === undefined ? {} : { filter: scope.filter }),
        }
      : null,
  );
  const found = [...(regular.value ?? []), ...(largest.value ?? [])];
  const isWorking = !isReady || largest.loading || regular.loading || outliers.loading;
  const isNothing = found.length === 0 && !outliers.value?.total && info.damage.length === 0;
  return (
    <Section title={<Term text={MEASURES.findings}>Worth a look</Term>}>
      <ul className={classes.findings} aria-busy={isWorking}>
        {info.damage.length > 0 && (
          <Line icon="warn" tone="warn" testId="finding-damage" onChoose={showSource}>
            <b>The file is damaged</b>
            <small>
              {counted(info.damage.length, 'place')}, the first after record {formatCount(info.damage[0]!.record)}
            </small>
          </Line>
        )}
        {info.badLines.count > 0 && (
          <Line icon="warn" tone="warn" testId="finding-lines" onChoose={showSource}>
            <b>{counted(info.badLines.count, 'line')} could not be read</b>
            <small>the first is line {formatCount(info.badLines.first[0]?.line ?? 1)}</small>
          </Line>
        )}
        {found.map(finding =>
          finding.kind === 'beacon' ? (
            <Beacon key={`${finding.src.id} ${finding.dst.id}`} {...finding} />
          ) : (
            <Burst key={finding.burst} info={info} {...finding} />
          ),
        )}
        {outliers.value?.rows.map(row => (
          <Outlier key={`${row.window} ${row.src?.id} ${row.dst?.id} ${row.measure}`} info={info} row={row} />
        ))}
        {isReady && !looks && (
          <li>
            <Button size="compact-xs" onClick={() => setWanted(true)}>
              Look for regular pairs and outliers (takes some seconds)
            </Button>
          </li>
        )}
        {isWorking && found.length === 0 && <li className={classes.none}>Looking…</li>}
        {!isWorking && looks && isNothing && (
          <li className={classes.none}>No pair is regular, and there is no burst at these thresholds.</li>
        )}
      </ul>
    </Section>
  );
}

/** Where all damage is listed. */
const showSource = (): void => document.getElementById(SOURCE_FACTS)?.scrollIntoView({ block: 'start' });

function Beacon({ src, dst, period, connections, score, pValue }: BeaconFinding) {
  const called = useHostCalled();
  return (
    <Line
      icon="beacon"
      testId="finding-beacon"
      title={`RITA's score ${threeDigits(score)} of 1${pValue === null ? '' : `; chance alone keeps such a period with a probability of at most ${pValue.toPrecision(2)}`}`}
      onChoose={() => {
        selectPair(asSelected(src), asSelected(dst));
        showPlace('beacons');
      }}
    >
      <b>
        {called(src)} → {called(dst)}
      </b>
      <small>
        {period === null ? 'regular' : `every ${formatDuration(period)}`}, {counted(connections, 'connection')}, score{' '}
        {score.toFixed(2)}
      </small>
    </Line>
  );
}

type BurstProps = BurstFinding & { readonly info: SourceInfo };

function Burst({ info, burst, src, dst, start, end, packets, payload }: BurstProps) {
  const called = useHostCalled();
  const ends = [src, dst].map(host => (host ? called(host) : 'any'));
  return (
    <Line
      icon="bursts"
      tone="burst"
      testId="finding-burst"
      title={`Burst ${burst}: ${counted(packets, 'packet')}`}
      onChoose={() => {
        if (src && dst) selectPair(asSelected(src), asSelected(dst));
        else if (src ?? dst) selectHost(asSelected((src ?? dst)!));
        selectBurst(burst);
        showPlace('bursts');
      }}
    >
      <b>
        {ends[0]} → {ends[1]}
      </b>
      <small>
        {formatBytes(payload)} in {formatDuration(nanosBetweenLossy(start, end))} at {shortTime(start, info.start)}
      </small>
    </Line>
  );
}

const PAIR_MEASURE_TEXT: Readonly<Record<string, (value: number) => string>> = {
  dst_ports: value => counted(value, 'port'),
  rows: value => counted(value, 'record'),
  bytes: formatBytes,
};

/** A pair in a window of 10 s, far beyond what pairs do in windows of this capture. */
function Outlier({ info, row }: { readonly info: SourceInfo; readonly row: OutlierRow }) {
  const { src, dst, measure, value, upper, from, to } = row;
  const called = useHostCalled();
  if (src === null || dst === null) return null;
  const text = PAIR_MEASURE_TEXT[measure] ?? formatCount;
  return (
    <Line
      icon="windows"
      testId="finding-outlier"
      title={`The outer fence, q3 + 3 IQR of all pairs in all windows, is ${formatCount(Math.round(upper))}`}
      onChoose={() => {
        selectPair(asSelected(src), asSelected(dst));
        selectRange({ from, to });
        showPlace('windows');
      }}
    >
      <b>
        {called(src)} → {called(dst)}
      </b>
      <small>
        {text(value)} in 10 s at {shortTime(from, info.start).replace(/\.000$/, '')}
      </small>
    </Line>
  );
}

interface LineProps {
  readonly icon: IconName;
  readonly tone?: 'plain' | 'warn' | 'burst';
  readonly title?: string;
  readonly testId: string;
  readonly children: ReactNode;
  onChoose(): void;
}

const Line = ({ icon, tone = 'plain', title, testId, children, onChoose }: LineProps) => (
  <li>
    <button type="button" title={title} data-tone={tone} data-testid={testId} onClick={onChoose}>
      <Icon name={icon} />
      <span>{children}</span>
      <Icon name="forward" size={12} />
    </button>
  </li>
);
