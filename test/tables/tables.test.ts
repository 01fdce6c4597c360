import { describe, expect, it } from 'vitest';
import { connectionsOf } from '../../main/tables/connections.ts';
import { conversationTable } from '../../main/tables/conversation-table.ts';
import { flowStats } from '../../main/tables/flow-stats.ts';
import { hostTable } from '../../main/tables/host-table.ts';
import { TimeOrder } from '../../main/timing/time-order.ts';
import { columnsOf, type Row } from '../build/columns.ts';

const A = [0, 1000] as const;
const B = [1, 443] as const;
const SYN = 2;
const SYN_ACK = 18;
const ACK = 16;
const FIN = 17;
const RST = 4;

function build(rows: readonly Row[]) {
  const { columns, flows } = columnsOf(rows);
  const order = new TimeOrder(columns);
  const whole = { lo: 0, hi: order.length };
  const stats = flowStats(columns, flows.length, order, whole);
  return { columns, flows, order, whole, stats };
}

describe('hosts', () => {
  it('count what they sent and received, and whom they met', () => {
    const { flows, stats } = build([
      { at: 1, payload: 10, from: A, to: B },
      { at: 2, payload: 5, from: B, to: A },
      { at: 3, payload: 1, from: A, to: [2, 53] },
    ]);
    const { sent, received, peers } = hostTable(stats, flows, 3);
    expect([...sent.packets]).toEqual([2, 1, 0]);
    expect([...received.packets]).toEqual([1, 1, 1]);
    expect([...sent.payload]).toEqual([11, 5, 0]);
    expect([...received.bytes]).toEqual([33, 38, 29]);
    expect([...peers]).toEqual([2, 1, 1]);
  });

  it('that talk to themselves are their own peer', () => {
    const { flows, stats } = build([{ at: 1, from: [0, 1], to: [0, 2] }]);
    expect([...hostTable(stats, flows, 1).peers]).toEqual([1]);
  });
});

describe('conversations', () => {
  it('call A whoever sent the first record in time, not in the file', () => {
    const { flows, stats } = build([
      { at: 20, payload: 7, from: A, to: B },
      { at: 10, payload: 3, from: B, to: A },
    ]);
    for (const by of ['pair', 'flow'] as const) {
      const table = conversationTable(by, stats, stats, flows);
      expect(table.swapped[0]).toBe(1);
      expect([...table.payload]).toEqual([3, 7]);
    }
  });

  it('sum their flows, whichever side opened them', () => {
    const { flows, stats } = build([
      { at: 1, payload: 1, from: A, to: B },
      { at: 2, payload: 2, from: [1, 5000], to: [0, 22] },
      { at: 3, payload: 4, from: [0, 22], to: [1, 5000] },
    ]);
    const table = conversationTable('pair', stats, stats, flows);
    expect([...table.payload]).toEqual([5, 2]);
    expect(table.flows[0]).toBe(2);
  });
});

describe('connections', () => {
  const tcp = (rows: readonly (Partial<Row> & { flags: number; back?: boolean })[]) => {
    const built = build(
      rows.map((r, i) => ({ at: i * 1e6, protocol: 6, from: r.back ? B : A, to: r.back ? A : B, ...r })),
    );
    const { count, state } = connectionsOf(built.columns, built.flows, built.order, built.whole);
    return [count[0], state(0)];
  };

  it.each([
    ['new', [{ flags: SYN }]],
    ['connecting', [{ flags: SYN }, { flags: SYN_ACK, back: true }, { flags: ACK }]],
    ['established', [{ flags: SYN }, { flags: SYN_ACK, back: true }, { flags: ACK, payload: 1 }]],
    ['established', [{ flags: ACK }]],
    ['closing', [{ flags: ACK, payload: 1 }, { flags: FIN }]],
    ['closed', [{ flags: FIN }, { flags: FIN, back: true }, { flags: ACK }]],
    ['reset', [{ flags: FIN }, { flags: RST, back: true }]],
  ] as const)('are %s', (state, rows) => {
    expect(tcp(rows)).toEqual([1, state]);
  });

  it('start anew with a SYN of another number after a FIN, not with a repeated SYN', () => {
    const over = [{ flags: SYN, seq: 1 }, { flags: FIN }, { flags: FIN, back: true }];
    expect(tcp([...over, { flags: SYN, seq: 99 }])).toEqual([2, 'new']);
    expect(tcp([...over, { flags: SYN, seq: 1 }])).toEqual([1, 'closed']);
    expect(
      tcp([
        { flags: SYN, seq: 1 },
        { flags: SYN, seq: 9 },
      ]),
    ).toEqual([1, 'new']);
  });

  it('of UDP are split by more than 120 s of silence', () => {
    const udp = (...seconds: number[]) => {
      const b = build(seconds.map(s => ({ at: s * 1e9, from: A, to: B })));
      return connectionsOf(b.columns, b.flows, b.order, b.whole).count[0];
    };
    expect(udp(0, 120)).toBe(1);
    expect(udp(0, 121, 240)).toBe(2);
  });
});
