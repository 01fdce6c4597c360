// What notes are on: from what is selected, and the way there.
import type { BurstRow } from '../../../shared/model/burst.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import type { Note, NoteOn } from '../../../shared/model/workspace.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { type Place, showPlace } from '../../state/places.ts';
import {
  asSelected,
  type SelectedHost,
  type Selection,
  selectBurstAndTime,
  selectFilter,
  selectHost,
  selectRange,
  selectRecord,
} from '../../state/selection.ts';
import type { Ends } from '../../state/selection-filter.ts';

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

/** Undefined: it sent and received nothing. */
async function hostAt(source: number, address: string): Promise<SelectedHost | undefined> {
  const { rows } = await link().call('hosts', {
    source,
    search: address,
    sort: 'address',
    direction: 'asc',
    offset: 0,
    limit: 200,
  });
  const found = rows.find(row => row.address === address);
  return found && asSelected(found);
}

const PLACE_OF: Readonly<Record<NoteOn['kind'], Place>> = {
  host: 'overview',
  record: 'records',
  burst: 'bursts',
  range: 'overview',
};

/** Selects what a note is on; whether it could be. Rejects with ProblemError. */
export async function selectNote({ on, of }: Note, { source }: SourceInfo): Promise<boolean> {
  if (of !== undefined) {
    showNotice({ text: `This note is of another capture, ${of}.` });
    return false;
  }
  if (on.kind === 'host') {
    const host = await hostAt(source, on.address);
    if (host) selectHost(host);
    else showNotice({ text: `${on.address} sent and received nothing in this capture.` });
    return host !== undefined;
  }
  if (on.kind === 'record') selectRecord(on.number);
  else if (on.kind === 'range') selectRange({ from: on.from, to: on.to });
  else {
    // Its number is that of the thresholds and the filter that it was found with.
    useBurstParams.setState(on.params, true);
    selectFilter(on.filter);
    selectBurstAndTime(on satisfies Pick<BurstRow, 'burst' | 'start' | 'end'>);
  }
  return true;
}

/** Selects what a note is on, and shows it. Rejects with ProblemError. */
export async function showNote(note: Note, info: SourceInfo): Promise<void> {
  if (await selectNote(note, info)) showPlace(PLACE_OF[note.on.kind]);
}
