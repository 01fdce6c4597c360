// What `bursts` asks of the engine beside bursts: suggestions, --gap auto, distributions, other thresholds.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReportRequest } from '../../../shared/contract/calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import type { BurstSuggestions, Suggestion } from '../../../shared/model/burst-shape.ts';
import { type FakeEngine, fakeEngine, sourceInfo } from '../fake-engine.ts';
import { run } from './run.ts';

const suggestion = (value: number | null, reason: string): Suggestion => ({
  value,
  reason,
  edges: [],
  counts: [],
  zero: 0,
  smooth: { at: [], height: [] },
  valley: null,
});

function engineOf(gap: number | null): FakeEngine {
  const found: BurstSuggestions = {
    gap: suggestion(gap, gap === null ? 'No valley.' : 'Two groups.'),
    minPayload: suggestion(210, 'Small and large.'),
    auto: 417,
  };
  return fakeEngine({
    open: () => sourceInfo(),
    info: () => sourceInfo(),
    burstSuggestions: () => found,
    write({ path }) {
      writeFileSync(path, 'burst\n');
      return { rows: 0 };
    },
  });
}

const requestOf = (engine: FakeEngine): ReportRequest =>
  (engine.asked.find(({ name }) => name === 'write')!.input as { request: ReportRequest }).request;

describe('bursts --suggest', () => {
  it('prints each threshold as the option that sets it, with the reason', async () => {
    expect(await run(['bursts', 'a.pcap', '--suggest'], engineOf(450_000_000))).toEqual({
      status: 0,
      err: '',
      out: [
        '--gap 0.45          Two groups.\n',
        '--min-payload 210   Small and large.\n',
        '--min-payload auto  417: 1.1 times the mean payload of all IP records, rounded down.\n',
      ].join(''),
    });
  });

  it('says that there is none, and prints JSON', async () => {
    const { out } = await run(['bursts', 'a.pcap', '--suggest'], engineOf(null));
    expect(out).toContain('--gap               none. No valley.\n');
    const json = await run(['bursts', 'a.pcap', '--suggest', '--json'], engineOf(null));
    expect(JSON.parse(json.out)).toEqual({
      gap_s: null,
      gap_reason: 'No valley.',
      min_payload: 210,
      min_payload_reason: 'Small and large.',
      min_payload_auto: 417,
    });
  });

  it.each([
    ['--csv', 'x.csv'],
    ['--from', '1'],
    ['--compare-gap', '1'],
  ])('does not go with %s', async (...option) => {
    const { status, err } = await run(['bursts', 'a.pcap', '--suggest', ...option]);
    expect([status, err]).toEqual([2, expect.stringContaining(`--suggest and ${option[0]} exclude each other`)]);
  });
});

describe('bursts --gap auto', () => {
  it('takes the suggested gap, for the second set of thresholds, too', async () => {
    const engine = engineOf(450_000_000);
    await run(['bursts', 'a.pcap', '--gap', 'auto', '--scope', 'flow', '--compare-min-packets', '5'], engine);
    expect(requestOf(engine)).toMatchObject({
      bursts: { gapNanos: 450_000_000, scope: 'flow', minPackets: 2 },
      insight: { compare: { gapNanos: 450_000_000, scope: 'flow', minPackets: 5 } },
    });
    const other = engineOf(450_000_000);
    await run(['bursts', 'a.pcap', '--gap', 'auto', '--compare-gap', '1.5'], other);
    expect(requestOf(other).insight!.compare).toMatchObject({ gapNanos: 1_500_000_000 });
  });

  it('is refused where there is none', async () => {
    const { status, err } = await run(['bursts', 'a.pcap', '--gap', 'auto'], engineOf(null));
    expect([status, err]).toEqual([2, expect.stringContaining('--gap auto finds none: No valley. Give a number')]);
  });
});

describe('bursts at other thresholds', () => {
  it('keep what is not named', async () => {
    const engine = engineOf(null);
    await run(
      ['bursts', 'a.pcap', '--gap', '0.5', '--min-payload', 'auto', '--compare-gap', '1.0', '--compare-scope', 'flow'],
      engine,
    );
    const bursts = { ...DEFAULT_BURST_PARAMS, gapNanos: 500_000_000, minPayload: 'auto' };
    expect(requestOf(engine)).toMatchObject({
      bursts,
      insight: { compare: { ...bursts, gapNanos: 1_000_000_000, scope: 'flow' } },
    });
  });

  it('are named when they are wrong, and do not go with distributions', async () => {
    const wrong = await run(['bursts', 'a.pcap', '--compare-gap', 'long']);
    expect([wrong.status, wrong.err]).toEqual([2, expect.stringContaining('--compare-gap takes seconds')]);
    const both = await run(['bursts', 'a.pcap', '--compare-gap', '1', '--distributions']);
    expect([both.status, both.err]).toEqual([2, expect.stringContaining('exclude each other')]);
  });
});
