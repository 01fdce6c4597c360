import { describe, expect, it } from 'vitest';
import { gapsWithin, sameReceiverGaps } from '../../main/timing/gaps.ts';
import { type GroupScope, groupRecords } from '../../main/timing/groups.ts';
import { NO_ROW, previousRows } from '../../main/timing/previous.ts';
import { TimeOrder } from '../../main/timing/time-order.ts';
import { columnsOf, type Row } from '../build/columns.ts';

const HOSTS = 3;
/** Host 0 asks 1 and 2; 1 answers. One record comes late in the file. */
const ROWS: Row[] = [
  { at: 100, from: [0, 1], to: [1, 2] },
  { at: 150, from: [1, 2], to: [0, 1] },
  { at: 400, from: [0, 1], to: [2, 2] },
  { at: 300, from: [0, 1], to: [1, 2] },
  { at: 700, from: [1, 2], to: [0, 1] },
];

function setUp() {
  const { columns, flows } = columnsOf(ROWS);
  const order = new TimeOrder(columns);
  const whole = { lo: 0, hi: order.length };
  const groups = (scope: GroupScope) => groupRecords(scope, columns, flows, HOSTS, order, whole);
  return { columns, flows, order, whole, groups };
}

describe('gaps', () => {
  it('between what a host sent (IDT) are taken in time order', () => {
    const { columns, order, whole, groups } = setUp();
    expect([...gapsWithin(groups('sender'), 0, columns, order, whole)]).toEqual([200, 100]);
    expect([...gapsWithin(groups('sender'), 2, columns, order, whole)]).toEqual([]);
  });

  it('between what a host received (IAT)', () => {
    const { columns, order, whole, groups } = setUp();
    expect([...gapsWithin(groups('receiver'), 0, columns, order, whole)]).toEqual([550]);
    expect([...gapsWithin(groups('receiver'), 1, columns, order, whole)]).toEqual([200]);
  });

  it('inside a range have both their records in it', () => {
    const { columns, order, groups } = setUp();
    const span = order.span({ from: [0, 300] });
    expect([...gapsWithin(groups('sender'), 0, columns, order, span)]).toEqual([100]);
  });

  it('of a conversation compare with the record that the same host received before', () => {
    const { columns, flows, order, whole, groups } = setUp();
    expect([...sameReceiverGaps(groups('conversation'), 0, columns, flows, order, whole)]).toEqual([200, 550]);
  });

  it('as rows of the record before, in file order', () => {
    const { columns, flows, order } = setUp();
    expect([...previousRows('sender', columns, flows, HOSTS, order)]).toEqual([NO_ROW, NO_ROW, 3, 0, 1]);
    expect([...previousRows('receiver', columns, flows, HOSTS, order)]).toEqual([NO_ROW, NO_ROW, NO_ROW, 0, 1]);
  });
});

describe('groups', () => {
  it('hold every IP record once, in time order', () => {
    const { groups } = setUp();
    for (const scope of ['stream', 'flow', 'flow-direction', 'conversation', 'sender', 'receiver'] as const) {
      const { positions, offsets, keys } = groups(scope);
      expect([...positions].sort()).toEqual([0, 1, 2, 3, 4]);
      for (let k = 0; k < keys; k++) {
        const group = [...positions.slice(offsets[k], offsets[k + 1])];
        expect(group).toEqual([...group].sort((a, b) => a - b));
      }
    }
  });
});
