// What notes are on: in words, from what is selected, and the way there.
import type { BurstRow } from '../../../shared/model/burst.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import type { Note, NoteOn } from '../../../shared/model/workspace.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { showPlace } from '../../state/places.ts';
import {
  type Selection,
  selectBurstAndTime,
  selectFilter,
  selectHost,
  selectRange,
  selectRecord,
} from '../../state/selection.ts';
import type { Ends } from '../../state/selection-filter.ts';
import { rangeText } from '../../ui/moment.ts';

/** As part of a sentence: `host 10.0.0.1`, `record 17`. */
export function onText(on: NoteOn, { start, end }: SourceInfo): string {
  if (on.kind === 'host') return `host ${on.address}`;
  if (on.kind === 'record') return `record ${formatCount(on.number)}`;
  if (on.kind === 'range') return `time ${rangeText(on, start, end)}`;
  return `burst ${formatCount(on.burst)}, ${rangeText({ from: on.start, to: on.end }, start, end)}`;
}

/** The most particular thing that is selected; null: nothing that a note can be on. */
export function selectedOn(selection: Selection, ends: Ends, { start, end }: SourceInfo): NoteOn | null {
  const { record, burst, range, host, filter } = selection;
  if (record !== null) return { kind: 'record', number: record };
  if (burst !== null && ends.burst) {
    const params = useBurstParams.getState();
    return { kind: 'burst', burst, start: ends.burst.start, end: ends.burst.end, params, filter };
  }
  const from = range?.from ?? start;
  const to = range?.to ?? end;
  if (range && from && to) return { kind: 'range', from, to };
  return host ? { kind: 'host', address: host.address } : null;
}

async function showHost(source: number, address: string): Promise<void> {
  const { rows } = await link().call('hosts', {
    source,
    search: address,
    sort: 'address',
    direction: 'asc',
    offset: 0,
    limit: 200,
  });
  const found = rows.find(row => row.address === address);
  if (!found) return showNotice({ text: `${address} sent and received nothing in this capture.` });
  selectHost({ id: found.id, address });
  showPlace('overview');
}

/** Selects what a note is on, and shows it. Rejects with ProblemError. */
export async function showNote({ on, of }: Note, { source }: SourceInfo): Promise<void> {
  if (of !== undefined) return showNotice({ text: `This note is of another capture, ${of}.` });
  if (on.kind === 'host') return showHost(source, on.address);
  if (on.kind === 'record') {
    selectRecord(on.number);
    showPlace('records');
  } else if (on.kind === 'range') {
    selectRange({ from: on.from, to: on.to });
    showPlace('overview');
  } else {
    useBurstParams.setState(on.params, true);
    selectFilter(on.filter);
    selectBurstAndTime(on satisfies Pick<BurstRow, 'burst' | 'start' | 'end'>);
    showPlace('bursts');
  }
}
