// The rows of a report that a selection leaves: hosts by their addresses, which mean the same whenever a source is opened.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { BurstParams } from '../../shared/model/burst.ts';
import type { RecordChoice } from '../../shared/model/record.ts';
import type { ReportChoice } from '../../shared/model/report-choice.ts';
import { addressText, parseIpv4, parseIpv6 } from '../../shared/net/address.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { chooseRecords, positionAt } from './record-choice.ts';
import { rowsOfSpan } from './span-rows.ts';

/** The choice by numbers. Throws ProblemError (`usage`) for a host that the source does not have. */
export function choiceOf(view: CaptureView, only: ReportChoice = {}): RecordChoice {
  const { host, peer, flow, burst } = only;
  return {
    ...(host === undefined ? {} : { host: numberOf(view, host) }),
    ...(peer === undefined ? {} : { peer: numberOf(view, peer) }),
    ...(flow === undefined ? {} : { flow: flow - 1 }),
    ...(burst === undefined ? {} : { burst }),
  };
}

function numberOf({ store, hosts }: CaptureView, address: string): number {
  const bytes = parseIpv4(address) ?? parseIpv6(address);
  const wanted = bytes && addressText(bytes);
  for (let host = 0; host < hosts && wanted !== undefined; host++) {
    if (addressText(store.addresses.copyBytes(host)) === wanted) return host;
  }
  throw new ProblemError(
    'usage',
    `There is no host ${address} here: it is written as an address, as in the report hosts.`,
  );
}

/** Rows of the records that are left in the span, in file order. Throws as choiceOf. */
export function rowsOfChoice(
  view: CaptureView,
  span: Span,
  only: ReportChoice | undefined,
  bursts: BurstParams,
): Uint32Array {
  if (only === undefined) return rowsOfSpan(view, span);
  const choosing = chooseRecords(view, { ...choiceOf(view, only), span, bursts });
  let step = choosing.next();
  while (!step.done) step = choosing.next();
  const chosen = step.value;
  return Uint32Array.from({ length: chosen.length }, (_, i) => view.order.row(positionAt(chosen, i))).sort();
}
