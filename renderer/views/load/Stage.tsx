// What the window shows instead of the panels while there is nothing to show in them, and why.
import { Button, Loader, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatShare } from '../../../shared/unit/format.ts';
import { runCommand } from '../../state/commands.ts';
import { backToOpenSource, openSample } from '../../state/open-source.ts';
import { useSource } from '../../state/source.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { usePatience } from '../../ui/use-patience.ts';
import classes from './load.module.css';

/** The panels, unless something stands in their way. */
export function Stage({ children }: { readonly children: ReactNode }) {
  const { phase, info, path, samplePath, problem, uploaded } = useSource();
  if (phase === 'idle' || phase === 'opening') return <Opening path={path} uploaded={uploaded} />;
  if (phase === 'failed') {
    return (
      <Message icon="warn" title="This could not be opened" text={problem?.message ?? ''} testId="problem" bad>
        <Button variant="filled" onClick={() => runCommand('open')}>
          Open another file
        </Button>
        {samplePath !== '' && path !== samplePath && <Button onClick={() => void openSample()}>Open the sample</Button>}
        {info && <Button onClick={backToOpenSource}>Back to {info.name}</Button>}
      </Message>
    );
  }
  if (info && info.state !== 'loading' && info.records === 0) {
    return (
      <Message
        icon="open"
        title={info.kind === 'records' ? 'This capture has no records' : 'There is nothing in this file'}
        text={
          info.kind === 'records'
            ? `${info.name} (${info.formatText}) is a capture, but nothing was captured into it.`
            : `${info.name} (${info.formatText}) holds no row that could be read.`
        }
        testId="no-records"
      >
        <OpenOthers />
      </Message>
    );
  }
  return children;
}

function OpenOthers() {
  return (
    <>
      <Button variant="filled" onClick={() => runCommand('open')}>
        Open another file
      </Button>
      <Button onClick={() => void openSample()}>Open the sample</Button>
    </>
  );
}

interface MessageProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly testId: string;
  readonly bad?: boolean;
  readonly children: ReactNode;
}

function Message({ icon, title, text, testId, bad = false, children }: MessageProps) {
  return (
    <main className={classes.stage}>
      <div className={classes.card} data-bad={bad || undefined} role={bad ? 'alert' : undefined} data-testid={testId}>
        <Icon name={icon} size={28} />
        <h2>{title}</h2>
        <p>{text}</p>
        <div className={classes.actions}>{children}</div>
      </div>
    </main>
  );
}

function Opening({ path, uploaded }: { readonly path: string | null; readonly uploaded: number | null }) {
  const late = usePatience(true, 250);
  return (
    <main className={classes.stage} data-testid="opening" aria-busy="true">
      <div className={classes.ghosts} aria-hidden="true" data-late={late || undefined}>
        <div style={{ gridArea: 'graph' }} />
        <div style={{ gridArea: 'inspector' }} />
        <div style={{ gridArea: 'timeline' }} />
        <div style={{ gridArea: 'table' }} />
      </div>
      {late && (
        <div className={classes.opening} role="status">
          {uploaded === null ? <Loader size={18} /> : <Progress w={160} value={uploaded * 100} aria-label="Upload" />}
          <span>
            {uploaded === null ? `Opening ${path ?? ''}` : `Handing ${path} to Burstscope: ${formatShare(uploaded)}`}
          </span>
        </div>
      )}
    </main>
  );
}
