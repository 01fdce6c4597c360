// The panel that says everything about what is selected: the capture, a host, or a pair of hosts.
import type { SourceInfo } from '../../../shared/model/source.ts';
import { useSelectedCalled } from '../../state/selected-names.ts';
import { selectHost, useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { Icon } from '../../ui/Icon.tsx';
import { rangeText } from '../../ui/moment.ts';
import { RequestFacts } from '../access-log/RequestFacts.tsx';
import { OverviewPanel } from '../overview/OverviewPanel.tsx';
import { CountFacts } from '../series/CountFacts.tsx';
import { HostPanel } from './HostPanel.tsx';
import classes from './inspector.module.css';
import { PairPanel } from './PairPanel.tsx';

export function Inspector() {
  const info = useSource(s => s.info);
  const { host, peer, range } = useSelection();
  const called = useSelectedCalled();
  if (!info) return <aside className={classes.inspector} aria-label="Inspector" data-testid="inspector" />;
  return (
    <aside className={classes.inspector} aria-label="Inspector" data-testid="inspector">
      <nav className={classes.crumbs} aria-label="Where you are">
        <ol>
          <li>
            {host ? (
              <button type="button" onClick={() => selectHost(null)}>
                <Icon name="back" size={13} /> Overview
              </button>
            ) : (
              <h2>Overview</h2>
            )}
          </li>
          {host && (
            <li>
              {peer ? (
                <button type="button" title={host.address} onClick={() => selectHost(host)}>
                  {called(host)}
                </button>
              ) : (
                <h2 title={host.address}>{called(host)}</h2>
              )}
            </li>
          )}
          {host && peer && (
            <li>
              <h2 title={peer.address}>→ {called(peer)}</h2>
            </li>
          )}
        </ol>
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.body} tabIndex={0} aria-label="Details">
        {range && (host || peer) && (
          <p className={classes.range}>In the time range {rangeText(range, info.start, info.end)}</p>
        )}
        {!host && <Whole info={info} />}
        {/* Keyed: numbers of one host never stand under the name of another, not even for a moment. */}
        {host && info.kind === 'requests' && <RequestFacts info={info} host={host.address} />}
        {host && !peer && info.kind !== 'requests' && <HostPanel key={host.id} source={info.source} host={host} />}
        {host && peer && <PairPanel key={`${host.id} ${peer.id}`} source={info.source} host={host} peer={peer} />}
      </section>
    </aside>
  );
}

function Whole({ info }: { readonly info: SourceInfo }) {
  if (info.counts) return <CountFacts info={info} />;
  return info.kind === 'requests' ? <RequestFacts info={info} host={null} /> : <OverviewPanel info={info} />;
}
