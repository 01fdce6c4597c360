// Lists of records: those of a host, pair, flow or burst in a stretch of time, in the order of time or of any column. What
// was chosen and sorted is kept, so that a page costs what is on it.
import type { BurstParams } from '../../shared/model/burst.ts';
import type { RecordSort } from '../../shared/model/record.ts';
import { burstOfPosition, groupScopeOf } from '../analysis/bursts.ts';
import { previousRows } from '../timing/previous.ts';
import type { CaptureView } from './capture-view.ts';
import { inSlices, Kept } from './in-slices.ts';
import { type ChoiceRequest, type ChosenRecords, chooseRecords } from './record-choice.ts';
import { recordKeys } from './record-keys.ts';
import { orderOfKeys } from './record-order.ts';

/** Chosen records in some order: `order[i]` is the place among them of the one that is i-th; null: as chosen. */
export interface SortedRecords {
  readonly chosen: ChosenRecords;
  readonly order: Uint32Array | null;
}

export interface ListRequest extends ChoiceRequest {
  readonly sort: RecordSort;
}

const CHOSEN_KEPT = 4;
const SORTED_KEPT = 2;
const FACTS_KEPT = 4;

export class RecordLists {
  readonly #chosen = new Kept(CHOSEN_KEPT);
  readonly #sorted = new Kept(SORTED_KEPT);
  readonly #facts = new Kept(FACTS_KEPT);

  /** Ascending by the column asked for. Rejects with ProblemError (`cancelled`) once `isUnwanted` says so. */
  async list(view: CaptureView, request: ListRequest, isUnwanted: () => boolean): Promise<SortedRecords> {
    const { host, peer, flow, burst, span, bursts, sort } = request;
    const choice = JSON.stringify([
      span.lo,
      span.hi,
      host,
      peer,
      flow,
      ...(burst === undefined ? [] : [burst, bursts]),
    ]);
    const chosen = await this.#chosen.get(view, choice, () => inSlices(chooseRecords(view, request), isUnwanted));
    if (sort === 'time' || (sort === 'number' && isInFileOrder(view))) return { chosen, order: null };
    const key = JSON.stringify([choice, sort, ...(sort === 'burst' ? [bursts] : [])]);
    const order = await this.#sorted.get(view, key, async () => {
      const facts = {
        previous: await this.#previousFor(view, sort),
        bursts: await this.#burstsFor(view, sort, bursts),
      };
      const { low, high } = await inSlices(recordKeys(view, chosen, sort, facts), isUnwanted);
      return inSlices(orderOfKeys(low, high), isUnwanted);
    });
    return { chosen, order };
  }

  /** For each row that before it which the same host sent or received (NO_ROW: none). */
  previous(view: CaptureView, scope: 'sender' | 'receiver'): Promise<Uint32Array> {
    const { columns, flows } = view.store;
    return this.#facts.get(view, scope, async () => previousRows(scope, columns, flows, view.hosts, view.order));
  }

  /** For each position the number of its burst (0: none). */
  bursts(view: CaptureView, params: BurstParams): Promise<Uint32Array> {
    return this.#facts.get(view, JSON.stringify(params), async () =>
      burstOfPosition(view.bursts(params), view.groups(groupScopeOf(params.scope)), view.order.length),
    );
  }

  #previousFor(view: CaptureView, sort: RecordSort): Promise<Uint32Array> | undefined {
    if (sort !== 'iat' && sort !== 'idt') return undefined;
    return this.previous(view, sort === 'iat' ? 'receiver' : 'sender');
  }

  #burstsFor(view: CaptureView, sort: RecordSort, params: BurstParams): Promise<Uint32Array> | undefined {
    return sort === 'burst' ? this.bursts(view, params) : undefined;
  }
}

const isInFileOrder = ({ order }: CaptureView): boolean => order.outOfOrder === 0;
