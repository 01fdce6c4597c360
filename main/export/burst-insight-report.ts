// Bursts as a whole as reports: their distributions, and what becomes of them at other thresholds.
import type { BurstParams } from '../../shared/model/burst.ts';
import { BURST_RELATIONS, type BurstInsight } from '../../shared/model/burst-shape.ts';
import { burstComparison, burstShapesOf } from '../read/burst-insight.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { inSlices } from '../read/in-slices.ts';
import type { Span } from '../timing/time-order.ts';
import { type Cell, integerColumn, numberCell, numberColumn, type Report, secondsCell, textColumn } from './report.ts';

const BATCH = 1024;

export const burstInsightReport = (view: CaptureView, span: Span, params: BurstParams, { compare }: BurstInsight) =>
  compare ? comparisonReport(view, span, params, compare) : shapeReport(view, span, params);

/** Bursts of A and of B that share records: 0 records and an empty cell where a burst has no counterpart. */
function comparisonReport(view: CaptureView, span: Span, a: BurstParams, b: BurstParams): Report {
  const number = (burst: number): Cell => (burst === 0 ? null : String(burst));
  return {
    columns: [
      integerColumn('burst_a'),
      integerColumn('burst_b'),
      textColumn('relation'),
      integerColumn('shared_packets'),
    ],
    async *rows() {
      const { pairs, rows } = await inSlices(burstComparison(view, [a, b], { span }));
      for (let from = 0; from < rows.length; from += BATCH) {
        yield [...rows.subarray(from, from + BATCH)].map(i => [
          number(pairs.a[i]!),
          number(pairs.b[i]!),
          BURST_RELATIONS[pairs.relation[i]!]!,
          numberCell(pairs.shared[i]!),
        ]);
      }
    },
  };
}

/** A row a bin: of packets, seconds, bytes, or bytes a second; bursts whose value is 0 come first, in a row of their own. */
function shapeReport(view: CaptureView, span: Span, params: BurstParams): Report {
  return {
    columns: [textColumn('measure'), numberColumn('from'), numberColumn('to'), integerColumn('bursts')],
    async *rows() {
      const shapes = await inSlices(burstShapesOf(view, [params], { span }));
      for (const { measure, edges, samples } of shapes) {
        const isTime = measure === 'duration' || measure === 'silence';
        const name = isTime ? `${measure}_s` : measure;
        const cell = isTime ? secondsCell : numberCell;
        const [sample] = samples;
        yield [
          [name, cell(0), cell(0), numberCell(sample!.zero)],
          ...sample!.counts.map((count, i) => [name, cell(edges[i]!), cell(edges[i + 1]!), numberCell(count)]),
        ];
      }
    },
  };
}
