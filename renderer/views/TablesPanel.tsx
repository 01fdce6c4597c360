// The tables below: bursts, conversations, hosts.
import { formatCount } from '../../shared/unit/format.ts';
import { useSelection } from '../state/selection.ts';
import { useSource } from '../state/source.ts';
import { showTab, TABS, type Tab, useTab } from '../state/tabs.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import parts from '../ui/parts.module.css';
import { TabStrip } from '../ui/TabStrip.tsx';
import { HostsView } from './hosts/HostsView.tsx';
import { BurstsView, ConversationsView } from './late-views.tsx';

const TITLES: Readonly<Record<Tab, string>> = { bursts: 'Bursts', conversations: 'Conversations', hosts: 'Hosts' };
const VIEWS: Readonly<Record<Tab, () => React.ReactNode>> = {
  bursts: BurstsView,
  conversations: ConversationsView,
  hosts: HostsView,
};

const countText = (count: number | undefined) => (count === undefined ? undefined : formatCount(count));

export function TablesPanel() {
  const tab = useTab(s => s.tab);
  const info = useSource(s => s.info);
  const View = VIEWS[tab];
  const filtered = useSelection(s => s.filter !== null);
  // What the whole capture holds would mislead beside a filtered table.
  const counts: Partial<Record<Tab, number | undefined>> = filtered
    ? {}
    : { conversations: info?.conversations, hosts: info?.hosts };

  return (
    <section className={parts.view} aria-label="Tables">
      <TabStrip
        label="Tables"
        tabs={TABS.map(name => ({ tab: name, title: TITLES[name], count: countText(counts[name]) }))}
        shown={tab}
        onShow={showTab}
        prefix="tab"
        controls="tab-panel"
      />
      <div className={parts.fill} role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
        <ErrorBoundary key={tab} name={`The ${TITLES[tab].toLowerCase()} table`}>
          <View />
        </ErrorBoundary>
      </div>
    </section>
  );
}
