// The tables below: bursts, conversations, hosts.
import { formatCount } from '../../shared/unit/format.ts';
import { useBurstParams } from '../state/bursts.ts';
import { useScope } from '../state/scope.ts';
import { useSelection } from '../state/selection.ts';
import { useSource } from '../state/source.ts';
import { showTab, TABS, type Tab, useTab } from '../state/tabs.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useOverview } from '../state/use-overview.ts';
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

/** Rows that each table would show: of the filter, the time range and the host of the selection. */
function useCounts(): { readonly conversations: number | undefined; readonly hosts: number | undefined } {
  const info = useSource(s => s.info);
  const scope = useScope();
  const host = useSelection(s => s.host);
  const bursts = useBurstParams();
  const source = info?.has.includes('flows') ? info.source : undefined;
  const isNarrowed = scope.range !== undefined || scope.filter !== undefined;
  const all = useOverview(isNarrowed ? source : undefined);
  const ofHost = useAnswer(
    'conversations',
    source === undefined || !host
      ? null
      : { source, by: 'pair', host: host.id, bursts, sort: 'bytes', direction: 'desc', offset: 0, limit: 1, ...scope },
  );
  // A number of the selection before would be of other rows.
  const narrowed = all.loading ? undefined : all.value;
  const pairs = isNarrowed ? narrowed?.pairs : info?.conversations;
  return {
    conversations: host ? (ofHost.loading ? undefined : ofHost.value?.total) : pairs,
    hosts: isNarrowed ? narrowed?.hosts : info?.hosts,
  };
}

export function TablesPanel() {
  const tab = useTab(s => s.tab);
  const View = VIEWS[tab];
  const counts: Partial<Record<Tab, number | undefined>> = useCounts();

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
