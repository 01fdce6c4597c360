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

  it('takes many rows at once as it takes them one by one, answers and room made before or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(record, fc.boolean()), { maxLength: 300 }),
        fc.nat(2000),
        fc.integer({ min: 1, max: 100 }),
        (records, reserved, size) => {
          const [one, many] = [new FlowTable(), new FlowTable()];
          many.reserve(reserved);
          for (let from = 0; from < records.length; from += size) {
            const rows = records.slice(from, from + size);
            const expected = rows.map(([[[src, sport], [dst, dport], protocol], answered]) => {
              const side = one.add(src, sport, dst, dport, protocol);
              if (answered) one.answer(side);
              return side;
            });
            const sides = new Uint32Array(rows.length);
            const ends = {
              src: Uint32Array.from(rows, ([[[src]]]) => src),
              dst: Uint32Array.from(rows, ([[, [dst]]]) => dst),
              srcPort: Uint16Array.from(rows, ([[[, port]]]) => port),
              dstPort: Uint16Array.from(rows, ([[, [, port]]]) => port),
              protocol: Uint8Array.from(rows, ([[, , protocol]]) => protocol),
              answered: Uint8Array.from(rows, ([, answered]) => Number(answered)),
            };
            many.addAll(ends, rows.length, sides);
            expect([...sides]).toEqual(expected);
          }
          for (const name of ['aHost', 'bHost', 'ports', 'streamAb', 'streamBa', 'conversation'] as const)
            expect(many[name].slice(0, many.length)).toEqual(one[name].slice(0, one.length));
          for (const pairs of ['streams', 'conversations'] as const) {
            const { first, second, length } = many[pairs];
            expect(length).toBe(one[pairs].length);
            expect([first.slice(0, length), second.slice(0, length)]).toEqual([
              one[pairs].first.slice(0, length),
              one[pairs].second.slice(0, length),
            ]);
          }
        },
      ),
      { numRuns: 60 },
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
