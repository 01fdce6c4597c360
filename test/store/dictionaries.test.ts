import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressTable } from '../../main/store/address-table.ts';
import { Columns } from '../../main/store/columns.ts';
import { FlowTable } from '../../main/store/flow-table.ts';
import { PairTable } from '../../main/store/pair-table.ts';

describe('address table', () => {
  it('numbers addresses in order of appearance and gives their bytes back', () => {
    const address = fc.oneof(
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.constant(new Uint8Array(16)),
      fc.constant(new Uint8Array(4)),
    );
    fc.assert(
      fc.property(fc.array(address, { maxLength: 400 }), addresses => {
        const table = new AddressTable();
        const known = new Map<string, number>();
        for (const bytes of addresses) {
          const key = `${bytes.length} ${bytes}`;
          if (!known.has(key)) known.set(key, known.size);
          const id = bytes.length === 4 ? table.addV4(bytes, 0) : table.addV6(bytes, 0);
          expect(id).toBe(known.get(key));
        }
        expect(table.length).toBe(known.size);
        for (const [key, id] of known) expect(`${table.copyBytes(id).length} ${table.copyBytes(id)}`).toBe(key);
      }),
    );
  });
});

describe('pair table', () => {
  it('tells (a, b) from (b, a) and keeps numbers while it grows', () => {
    const table = new PairTable();
    const ids = new Map<string, number>();
    for (let i = 0; i < 5000; i++) {
      const [a, b] = [(i * 7919) % 101, (i * 104_729) % 103];
      const id = table.add(a, b);
      expect(ids.get(`${a} ${b}`) ?? id).toBe(id);
      ids.set(`${a} ${b}`, id);
    }
    expect(table.length).toBe(ids.size);
    for (const [key, id] of ids) {
      const [a, b] = key.split(' ').map(Number) as [number, number];
      expect(table.find(a, b)).toBe(id);
      expect([table.first[id], table.second[id]]).toEqual([a, b]);
    }
    expect(table.find(5000, 1)).toBeUndefined();
  });
});

describe('flow table', () => {
  const end = fc.tuple(
    fc.integer({ min: 0, max: 5 }),
    fc.integer({ min: 0, max: 65_535 }).map(p => p % 7 || p),
  );
  const record = fc.tuple(end, end, fc.constantFrom(6, 17));

  it('finds the same flow from both sides, and says who sends', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 600 }), records => {
        const table = new FlowTable();
        const known = new Map<string, number>();
        for (const [[src, sport], [dst, dport], protocol] of records) {
          const forward = `${src}:${sport} ${dst}:${dport} ${protocol}`;
          const backward = `${dst}:${dport} ${src}:${sport} ${protocol}`;
          const expected = known.has(forward)
            ? known.get(forward)! * 2
            : known.has(backward)
              ? known.get(backward)! * 2 + 1
              : known.size * 2;
          if (!known.has(forward) && !known.has(backward)) known.set(forward, known.size);
          expect(table.add(src, sport, dst, dport, protocol)).toBe(expected);
        }
        expect(table.length).toBe(known.size);
      }),
    );
  });

  it('makes a stream only for a direction that was used', () => {
    const table = new FlowTable();
    table.add(0, 1, 1, 2, 17);
    expect(table.streams.length).toBe(1);
    table.add(1, 2, 0, 1, 17);
    expect(table.streams.length).toBe(2);
    expect(table.conversations.length).toBe(1);
  });
});

describe('columns', () => {
  it('keep their rows when they grow', () => {
    const columns = new Columns(2);
    columns.seconds.set([1, 2]);
    columns.fileOffset.set([2 ** 40, 2 ** 41]);
    columns.tcpFlags.set([3, 4]);
    columns.bits.set([5, 6]);
    columns.length = 2;
    columns.reserve(1000);
    expect(columns.capacity).toBe(1000);
    expect([columns.seconds[1], columns.fileOffset[1], columns.tcpFlags[1], columns.bits[1]]).toEqual([
      2,
      2 ** 41,
      4,
      6,
    ]);
    expect(columns.seconds.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
