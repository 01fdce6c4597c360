// Under the top bar: how far loading is, and what is worth knowing of how it went.
import { Button, Progress } from '@mantine/core';
import type { Progress as LoadProgress } from '../../../shared/model/source.ts';
import { counted, formatBytes, formatCount, formatDuration, formatRate } from '../../../shared/unit/format.ts';
import { stopLoading } from '../../state/open-source.ts';
import { useSource } from '../../state/source.ts';
import { Icon } from '../../ui/Icon.tsx';
import { unreadLines } from '../../ui/unread-lines.ts';
import { usePatience } from '../../ui/use-patience.ts';
import classes from './load.module.css';
import { secondsLeft } from './seconds-left.ts';

export function LoadBar() {
  const { info, progress, problem, phase, connected } = useSource();
  const isLoading = phase === 'open' && info?.state === 'loading';
  const late = usePatience(isLoading);
  return (
    <section className={classes.banners} aria-label="Progress and problems">
      {!connected && (
        <p className={classes.banner} data-bad role="alert" data-testid="connection-lost">
          <Icon name="warn" /> Connection lost: Burstscope does not answer. Trying again…
        </p>
      )}
      {late && progress && <Loading progress={progress} />}
      {phase === 'open' && problem && (
        <p className={classes.banner} data-bad role="alert" data-testid="problem">
          <Icon name="warn" /> {problem.message}
        </p>
      )}
      {phase === 'open' && info && info.damage.length > 0 && <DamageBanner />}
      {phase === 'open' && info && unreadLines(info).count > 0 && (
        <p className={classes.banner} role="status" data-testid="bad-lines-banner">
          <Icon name="warn" /> {counted(unreadLines(info).count, 'line')} could not be read: the inspector says which.
          All others are shown.
        </p>
      )}
      {phase === 'open' && info?.state === 'stopped' && (
        <p className={classes.banner} data-testid="stopped-banner">
          <Icon name="stop" /> Loading was stopped after record {formatCount(info.records)}. Everything before it is
          shown.
        </p>
      )}
    </section>
  );
}

function Loading({ progress }: { readonly progress: LoadProgress }) {
  const { records, bytes, totalBytes, elapsedMillis } = progress;
  const left = secondsLeft(progress);
  const share = totalBytes > 0 ? bytes / totalBytes : 0;
  return (
    <div className={classes.loading} data-testid="loading">
      <Progress
        className={classes.progress}
        value={share * 100}
        size={4}
        radius={2}
        aria-label="Loading"
        transitionDuration={100}
      />
      <span>{counted(records, 'record')}</span>
      {elapsedMillis > 0 && <span>{formatRate((bytes / elapsedMillis) * 1000)}</span>}
      <span>
        {formatBytes(bytes)} of {formatBytes(totalBytes)}
      </span>
      {left !== null && <span>{left < 120 ? `${left} s` : formatDuration(left * 1e9)} left</span>}
      <Button size="compact-xs" leftSection={<Icon name="stop" size={12} />} onClick={() => void stopLoading()}>
        Stop
      </Button>
    </div>
  );
}

function DamageBanner() {
  const damage = useSource(s => s.info!.damage);
  const [first] = damage;
  if (!first) return null;
  return (
    <p className={classes.banner} role="status" data-testid="damage-banner">
      <Icon name="warn" /> Damaged at byte {formatCount(first.offset)} after record {formatCount(first.record)}:{' '}
      {first.reason.replace(/\.$/, '')}.{' '}
      {damage.length === 1
        ? 'Everything before it is shown.'
        : `${counted(damage.length - 1, 'more place')} ${damage.length === 2 ? 'is' : 'are'} listed in the overview; everything that could be read is shown.`}
    </p>
  );
}
