// Bursts: thresholds above, what they find below.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { BurstSort } from '../../../shared/contract/calls.ts';
import { formatBytes, formatCount, formatShare } from '../../../shared/unit/format.ts';
import { type Order, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { runCommand } from '../../state/commands.ts';
import { link } from '../../state/link.ts';
import { selectBurst, selectHost, useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { Icon } from '../../ui/Icon.tsx';
import classes from './BurstsView.module.css';
import { burstColumns, burstText } from './burst-columns.tsx';
import { Thresholds } from './Thresholds.tsx';

export function BurstsView() {
  const info = useSource(s => s.info);
  const { host, peer, range, burst } = useSelection();
  const { gapNanos, minPayload, minPackets, scope, compat } = useBurstParams();
  const [order, setOrder] = useState<Order<BurstSort>>({ by: 'burst', direction: 'asc' });
  const question = {
    source: info?.source ?? 0,
    params: { gapNanos, minPayload, minPackets, scope, ...(compat ? { compat } : {}) },
    sort: order.by,
    direction: order.direction,
    ...(host ? { host: host.id } : {}),
    ...(host && peer ? { peer: peer.id } : {}),
    // A chosen burst may have set the range itself: its neighbours stay in sight.
    ...(range && burst === null ? { range } : {}),
  };
  const pages = usePages(info ? JSON.stringify(question) : null, (offset, limit) =>
    link().call('bursts', { ...question, offset, limit }),
  );
  const found = pages.answer;
  return (
    <div className={classes.view}>
      <div className={classes.bar}>
        <Thresholds auto={found?.minPayload} />
      </div>
      <div className={classes.bar}>
        <span>
          <strong data-testid="burst-count">{formatCount(pages.total)}</strong> {pages.total === 1 ? 'burst' : 'bursts'}
        </span>
        {found && info && found.total > 0 && (
          <span className={classes.dim}>
            {formatCount(found.packets)} packets, {formatBytes(found.payloadBytes)} payload
            {info.payloadBytes > 0 && ` (${formatShare(found.payloadBytes / info.payloadBytes)} of the capture's)`}
          </span>
        )}
        {host && (
          <span className={classes.dim}>
            of {host.address}
            {peer && ` and ${peer.address}`} only
            <Button variant="subtle" onClick={() => selectHost(null)}>
              Show all
            </Button>
          </span>
        )}
        <Button
          className={classes.export}
          leftSection={<Icon name="export" />}
          data-testid="export-bursts"
          onClick={() => runCommand('export-bursts')}
        >
          Export CSV
        </Button>
      </div>
      <div className={classes.table}>
        <Table
          label="Bursts"
          columns={burstColumns(info?.start ?? null)}
          pages={pages}
          order={order}
          onOrder={setOrder}
          isChosen={row => row.burst === burst}
          onChoose={row => selectBurst(row.burst === burst ? null : row.burst)}
          textOf={burstText}
          testId="burst-row"
          empty="No bursts at these thresholds: lower the min payload or raise the gap."
        />
      </div>
    </div>
  );
}
