// Places that the open source cannot serve: why, and what would.
import { Button } from '@mantine/core';
import { counted } from '../../../shared/unit/format.ts';
import { runCommand } from '../../state/commands.ts';
import { openSample } from '../../state/open-source.ts';
import { showPlace } from '../../state/places.ts';
import { useSource } from '../../state/source.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { IconName } from '../../ui/Icon.tsx';
import { undissectedText } from '../load/undissected.ts';
import { lacksOf } from './lacks.ts';

interface Props {
  readonly title: string;
  readonly icon: IconName;
  readonly reason: string;
}

export function Unserved({ title, icon, reason }: Props) {
  return (
    <EmptyState label={title} icon={icon} title={title} text={reason} testId="unserved">
      <Button onClick={() => runCommand('open')}>Open another file</Button>
    </EmptyState>
  );
}

/** The overview of a source without hosts: there is no graph to draw. */
export function NoHosts() {
  const info = useSource(s => s.info);
  if (!info) return null;
  const isCapture = info.has.includes('flows');
  return (
    <EmptyState
      label="Overview"
      icon="layout"
      title={isCapture ? `${counted(info.records, 'record')}, none with IP` : 'No hosts to draw'}
      text={isCapture ? undissectedText(info) : lacksOf('overview', info)}
      testId="no-hosts"
    >
      {info.has.includes('records') && (
        <Button variant="filled" onClick={() => showPlace('records')}>
          See the records
        </Button>
      )}
      {info.kind === 'series' && (
        <Button variant="filled" onClick={() => showPlace('series')}>
          See the series
        </Button>
      )}
      {info.kind === 'requests' && (
        <Button variant="filled" onClick={() => showPlace('access-log')}>
          See the requests
        </Button>
      )}
      <Button onClick={() => runCommand('open')}>Open another file</Button>
      <Button onClick={() => void openSample()}>Open the sample</Button>
    </EmptyState>
  );
}
