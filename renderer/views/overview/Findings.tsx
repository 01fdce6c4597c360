// What is worth a look first: regular pairs, the largest bursts, damage; each a click away from its evidence.
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { BEACON_TICKS } from '../../../shared/model/beacon.ts';
import type {
  BeaconFinding,
  BurstFinding,
  Finding,
  OutlierFinding,
  SilenceFinding,
} from '../../../shared/model/overview.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { formatBytes, formatCount, formatDuration, formatShare, threeDigits } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { addNanos, nanosBetweenLossy } from '../../../shared/unit/time.ts';
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
import { unreadLines } from '../../ui/unread-lines.ts';
import { Section } from '../inspector/parts.tsx';
import { findingsCsv } from './csv-columns.ts';
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
  const outliers = useAnswer('findings', looks ? { ...question, about: 'outliers' } : null);
  const silences = useAnswer('findings', looks ? { ...question, about: 'silences' } : null);
  const answers = [regular, largest, outliers, silences];
  const found = answers.flatMap(({ value }) => value ?? []);
  const isWorking = !isReady || answers.some(({ loading }) => loading);
  const unread = unreadLines(info);
  const isNothing = found.length === 0 && info.damage.length === 0;
  return (
    <Section
      title={<Term text={MEASURES.findings}>Worth a look</Term>}
      table={{
        of: 'Findings',
        ending: 'findings.csv',
        csv: isNothing && unread.count === 0 ? undefined : () => findingsCsv(info, found),
      }}
    >
      <ul className={classes.findings} aria-busy={isWorking}>
        {info.damage.length > 0 && (
          <Line icon="warn" tone="warn" testId="finding-damage" onChoose={showSource}>
            <b>The file is damaged</b>
            <small>
              {counted(info.damage.length, 'place')}, the first after record {formatCount(info.damage[0]!.record)}
            </small>
          </Line>
        )}
        {unread.count > 0 && (
          <Line icon="warn" tone="warn" testId="finding-lines" onChoose={showSource}>
            <b>{counted(unread.count, 'line')} could not be read</b>
            {unread.first[0] && <small>the first: {printable(unread.first[0].place)}</small>}
          </Line>
        )}
        {found.map(finding => (
          <FindingLine key={keyOf(finding)} info={info} finding={finding} />
        ))}
        {isReady && !looks && (
          <li>
            <Button size="compact-xs" onClick={() => setWanted(true)}>
              Look for regular pairs, outliers and silences (takes some seconds)
            </Button>
          </li>
        )}
        {isWorking && found.length === 0 && <li className={classes.none}>Looking…</li>}
        {!isWorking && looks && isNothing && (
          <li className={classes.none}>
            No pair is regular or stands out, nothing falls silent, and there is no burst at these thresholds.
          </li>
        )}
      </ul>
    </Section>
  );
}

/** Where all damage is listed. */
const showSource = (): void => document.getElementById(SOURCE_FACTS)?.scrollIntoView({ block: 'start' });

const keyOf = (finding: Finding): string =>
  finding.kind === 'burst'
    ? `burst ${finding.burst}`
    : finding.kind === 'silence'
      ? `silence ${finding.from.join()}`
      : `${finding.kind} ${finding.src.id} ${finding.dst.id}`;

function FindingLine({ info, finding }: { readonly info: SourceInfo; readonly finding: Finding }) {
  switch (finding.kind) {
    case 'beacon':
      return <Beacon {...finding} />;
    case 'burst':
      return <Burst info={info} {...finding} />;
    case 'outlier':
      return <Outlier info={info} {...finding} />;
    case 'silence':
      return <Silence info={info} {...finding} />;
  }
}

function Beacon({ src, dst, period, connections, score, pValue, ticks, alike }: BeaconFinding) {
  const called = useHostCalled();
  const others = alike.length > 0 ? `; at the same period: ${alike.map(called).join(', ')}` : '';
  const chance =
    pValue === null ? '' : `; chance alone keeps such a period with a probability of at most ${pValue.toPrecision(2)}`;
  const seen = ticks === null ? '' : `; ${formatShare(ticks)} of the expected ticks were seen`;
  return (
    <Line
      icon="beacon"
      testId="finding-beacon"
      title={`RITA's score ${threeDigits(score)} of 1${chance}${seen}${others}`}
      onChoose={() => {
        selectPair(asSelected(src), asSelected(dst));
        showPlace('beacons');
      }}
    >
      <b>
        {called(src)} → {called(dst)}
        {alike.length > 0 && ` and ${formatCount(alike.length)} more`}
      </b>
      <small>
        {period === null
          ? 'regular'
          : ticks !== null && ticks < BEACON_TICKS
            ? 'in batches'
            : `every ${formatDuration(period)}`}
        , {counted(connections, 'connection')}, score {score.toFixed(2)}
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
      title={`Burst ${burst}: ${counted(packets, info.kind === 'flows' ? 'flow' : 'packet')}, what their sources sent`}
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
        sent {formatBytes(payload)} in {formatDuration(nanosBetweenLossy(start, end))} at {shortTime(start, info.start)}
      </small>
    </Line>
  );
}

type OutlierProps = OutlierFinding & { readonly info: SourceInfo };

/** A pair in a window of 10 s, far beyond what pairs do in windows of this capture. */
function Outlier({ info, src, dst, measure, value, upper, from, to, sent, received }: OutlierProps) {
  const called = useHostCalled();
  const isLog = info.kind === 'flows';
  const rows = counted(value, isLog ? 'flow' : 'record');
  const bytes = isLog
    ? `received ${formatBytes(received)}, sent ${formatBytes(sent)}`
    : `sent ${formatBytes(value)}, received ${formatBytes(received)}`;
  const text = {
    dst_ports: `connections begun to ${counted(value, 'port')}`,
    rows: value > upper ? rows : `only ${rows}`,
    bytes,
  }[measure];
  const way = isLog && measure === 'bytes' && received > sent ? '←' : '→';
  return (
    <Line
      icon="windows"
      testId="finding-outlier"
      title={`${called(src)} sent ${formatBytes(sent)} to ${called(dst)} in this window, and received ${formatBytes(received)} from it. The outer fence, q3 + 3 IQR of all pairs in all windows, is ${formatCount(Math.round(upper))} ${UNIT[measure](isLog)}.`}
      onChoose={() => {
        selectPair(asSelected(src), asSelected(dst));
        selectRange({ from, to });
        showPlace('windows');
      }}
    >
      <b>
        {called(src)} {way} {called(dst)}
      </b>
      <small>
        {text} in 10 s at {shortTime(from, info.start).replace(/\.000$/, '')}
      </small>
    </Line>
  );
}

/** What the fence of a measure counts. */
const UNIT: Readonly<Record<OutlierFinding['measure'], (isLog: boolean) => string>> = {
  dst_ports: () => 'ports',
  rows: isLog => (isLog ? 'flows' : 'records'),
  bytes: isLog => (isLog ? 'bytes, both ways together' : 'bytes sent'),
};

/** Some context around a silence, as a share of it. */
const AROUND = 0.5;

function Silence({ info, from, to, median }: SilenceFinding & { readonly info: SourceInfo }) {
  const lasts = nanosBetweenLossy(from, to);
  const what = info.kind === 'flows' ? 'No flow begins' : 'No record';
  return (
    <Line
      icon="gaps"
      testId="finding-silence"
      title={`The gap stands apart from all others of this scope, even from the longest; their median is ${formatDuration(median)}.`}
      onChoose={() => {
        const around = Math.round(lasts * AROUND);
        selectRange({ from: addNanos(from, -around), to: addNanos(to, around) });
        showPlace('timing');
      }}
    >
      <b>
        {what} for {formatDuration(lasts)}
      </b>
      <small>
        from {shortTime(from, info.start)}; gaps are {formatDuration(median)} as a rule
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
