// The table of conversations, or of the flows in them; of the selected host or pair when there is one.
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ConversationBy, ConversationRow, ConversationSort } from '../../../shared/model/host.ts';
import { type Order, type RowAction, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { link } from '../../state/link.ts';
import { followFlow, showRecords } from '../../state/records.ts';
import { scopeText, useScope } from '../../state/scope.ts';
import { useSelectedCalled } from '../../state/selected-names.ts';
import { asSelected, selectFlow, selectPair, useSelection } from '../../state/selection.ts';
import { type ShownReport, useChosenHosts, useShownReport } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { counted } from '../../ui/counted.ts';
import { exportReport } from '../../ui/export-report.ts';
import parts from '../../ui/parts.module.css';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { conversationColumns } from './conversation-columns.tsx';
import { FlowAnswers } from './FlowAnswers.tsx';

export function ConversationsView() {
  const info = useSource(s => s.info);
  const { host, peer, flow } = useSelection();
  const called = useSelectedCalled();
  const narrowed = useScope();
  const { gapNanos, minPayload, minPackets, scope, compat } = useBurstParams();
  const [shown, setShown] = useState<ConversationBy | 'answers'>('pair');
  const by = shown === 'answers' ? 'flow' : shown;
  const [order, setOrder] = useState<Order<ConversationSort>>({ by: 'bytes', direction: 'desc' });
  const source = info?.source;
  const question = {
    source: source ?? 0,
    by,
    bursts: { gapNanos, minPayload, minPackets, scope, ...(compat ? { compat } : {}) },
    sort: order.by,
    direction: order.direction,
    ...(host ? { host: host.id } : {}),
    // One pair has one conversation: its neighbours stay in sight, and the pair is marked among them.
    ...(host && peer && by === 'flow' ? { peer: peer.id } : {}),
    ...narrowed,
  };
  const pages = usePages(
    source === undefined || shown === 'answers' ? null : JSON.stringify(question),
    (offset, limit) => link().call('conversations', { ...question, offset, limit }),
  );

  const hosts = useChosenHosts();
  const only = hosts && (by === 'flow' ? hosts : { host: hosts.host });
  const report: ShownReport =
    shown === 'answers'
      ? { wanted: { report: 'flows' }, title: 'Flows with their entries', ending: 'flows.csv' }
      : {
          wanted: { report: 'conversations', by, ...(only && { only }) },
          title: `${by === 'pair' ? 'Conversations' : 'Flows'}${host ? ` of ${host.address}` : ''}, in order of appearance`,
          ending: by === 'pair' ? 'conversations.csv' : 'flows.csv',
        };
  useShownReport('conversations', report);

  function choose(row: ConversationRow): void {
    const [a, b] = [asSelected(row.a), asSelected(row.b)];
    if (host?.id === b.id) selectPair(b, a);
    else selectPair(a, b);
    if (by === 'flow') selectFlow(row.id);
  }

  function isChosen(row: ConversationRow): boolean {
    if (by === 'flow') return row.id === flow;
    if (!host || !peer) return false;
    return (row.a.id === host.id && row.b.id === peer.id) || (row.a.id === peer.id && row.b.id === host.id);
  }

  function actionsOf(row: ConversationRow): readonly RowAction[] {
    const show = {
      label: by === 'flow' ? 'Show the records of this flow' : 'Show the records of this conversation',
      run() {
        choose(row);
        showRecords();
      },
    };
    return by === 'flow'
      ? [show, { label: 'Follow the stream of this flow', run: () => followFlow(row.id + 1) }]
      : [show];
  }

  return (
    <div className={parts.view}>
      <Toolbar
        label="Conversations"
        end={
          shown !== 'answers' && (
            <Count>
              {counted(pages.total, by === 'pair' ? 'conversation' : 'flow')}
              {host && ` of ${called(host)}`}
              {host && peer && (by === 'flow' ? ` and ${called(peer)}` : `, that with ${called(peer)} marked`)}
            </Count>
          )
        }
      >
        <SegmentedControl
          size="xs"
          aria-label="One row for each"
          value={shown}
          onChange={value => setShown(value as ConversationBy | 'answers')}
          data={[
            { value: 'pair', label: 'Host pairs' },
            { value: 'flow', label: 'Flows' },
            { value: 'answers', label: 'Entries and states' },
          ]}
        />
      </Toolbar>
      <div className={parts.fill}>
        {shown === 'answers' ? (
          <FlowAnswers />
        ) : (
          <Table
            label={by === 'pair' ? 'Conversations' : 'Flows'}
            columns={conversationColumns(by, info?.start ?? null)}
            pages={pages}
            order={order}
            onOrder={setOrder}
            isChosen={isChosen}
            onChoose={choose}
            actions={actionsOf}
            full={{
              title: `${report.title}, with the gaps of each`,
              run: () => void exportReport(report.wanted, report.ending),
            }}
            testId={by === 'pair' ? 'conversation-row' : 'flow-row'}
            empty={`No conversations${scopeText(narrowed)}.`}
          />
        )}
      </div>
    </div>
  );
}
