// The tables below: bursts, conversations, hosts.
import { useRef } from 'react';
import { formatCount } from '../../shared/unit/format.ts';
import { useSelection } from '../state/selection.ts';
import { useSource } from '../state/source.ts';
import { showTab, TABS, type Tab, useTab } from '../state/tabs.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { HostsView } from './hosts/HostsView.tsx';
import { BurstsView, ConversationsView } from './late-views.tsx';
import classes from './TablesPanel.module.css';

const TITLES: Readonly<Record<Tab, string>> = { bursts: 'Bursts', conversations: 'Conversations', hosts: 'Hosts' };
const VIEWS: Readonly<Record<Tab, () => React.ReactNode>> = {
  bursts: BurstsView,
  conversations: ConversationsView,
  hosts: HostsView,
};

export function TablesPanel() {
  const tab = useTab(s => s.tab);
  const info = useSource(s => s.info);
  const strip = useRef<HTMLDivElement>(null);
  const View = VIEWS[tab];
  const filtered = useSelection(s => s.filter !== null);
  // What the whole capture holds would mislead beside a filtered table.
  const counts: Partial<Record<Tab, number | undefined>> = filtered
    ? {}
    : { conversations: info?.conversations, hosts: info?.hosts };

  function step(by: number): void {
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]!;
    showTab(next);
    strip.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  }

  return (
    <section className={classes.panel} aria-label="Tables">
      <div ref={strip} className={classes.strip} role="tablist" aria-label="Tables">
        {TABS.map(name => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={tab === name}
            aria-controls="tab-panel"
            tabIndex={tab === name ? 0 : -1}
            data-testid={`tab-${name}`}
            onClick={() => showTab(name)}
            onKeyDown={event => {
              if (event.key === 'ArrowRight') step(1);
              else if (event.key === 'ArrowLeft') step(-1);
            }}
          >
            {TITLES[name]}
            {counts[name] !== undefined && <span className={classes.count}>{formatCount(counts[name])}</span>}
          </button>
        ))}
      </div>
      <div className={classes.body} role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
        <ErrorBoundary key={tab} name={`The ${TITLES[tab].toLowerCase()} table`}>
          <View />
        </ErrorBoundary>
      </div>
    </section>
  );
}
