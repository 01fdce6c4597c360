// What the columns keep of TCP headers, from bytes through the walker.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { Layers } from '../../main/decode/layers.ts';
import { sackedBytes, windowScaleShift } from '../../main/decode/transport/tcp-options.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import { CaptureStore } from '../../main/store/capture-store.ts';
import { BIT } from '../../main/store/columns.ts';
import { SparseColumn } from '../../main/store/sparse-column.ts';
import { concat, ethernet, hex, ipv4, tcp, u32 } from '../build/packet.ts';
import { mutated } from '../decode/mutate.ts';

function stored(frames: readonly Uint8Array[]) {
  const store = new CaptureStore();
  const cursor = new RecordCursor();
  const layers = new Layers();
  for (const frame of frames) {
    cursor.bytes = frame;
    cursor.start = 0;
    cursor.end = frame.length;
    cursor.originalLength = frame.length;
    walkRecord(frame, 0, frame.length, frame.length, 1, layers);
    store.append(cursor, layers, true);
  }
  return store.columns;
}

const frame = (of: Parameters<typeof tcp>[0], flagsAndOffset = 0x4000) =>
  ethernet(0x0800, ipv4({ protocol: 6, payload: tcp(of), flagsAndOffset }));

const NOP = '01';
const SACK_OF_TWO = concat(hex(`${NOP}${NOP}0512`), u32(100), u32(150), u32(0xffffff00), u32(0x10));

describe('the columns of TCP', () => {
  it('keep acknowledgment and window as the header has them', () => {
    const { tcpAck, tcpWindow, bits } = stored([frame({})]);
    expect([tcpAck[0], tcpWindow[0]]).toEqual([7, 0xffff]);
    expect(bits[0]! & BIT.transport).toBe(BIT.transport);
    expect(bits[0]! & BIT.tcpOption).toBe(0);
  });

  it.each([
    ['the window scale of a SYN', { flags: 2, options: hex('03030701') }, 7],
    ['a scale beyond 14 as 14', { flags: 18, options: hex('0303ff01') }, 14],
    ['the bytes that SACK blocks cover, over the wrap of the numbers', { flags: 16, options: SACK_OF_TWO }, 50 + 0x110],
    ['nothing of timestamps alone', { flags: 16, options: hex('0101080a0000000100000002') }, undefined],
    ['no window scale of a later segment', { flags: 16, options: hex('03030701') }, undefined],
  ] as const)('keep %s', (_, of, value) => {
    const columns = stored([frame({}), frame(of), frame({})]);
    expect((columns.bits[1]! & BIT.tcpOption) !== 0).toBe(value !== undefined);
    expect([0, 1, 2].map(row => columns.tcpOption.get(row))).toEqual([undefined, value, undefined]);
  });

  it('take no fragment and no header that does not fit for a segment', () => {
    const short = ethernet(0x0800, ipv4({ protocol: 6, payload: tcp({ dataOffset: 15 }) }));
    const { bits } = stored([frame({}, 0x2000), frame({}, 0x0001), short]);
    for (const row of [0, 1, 2]) expect(bits[row]! & BIT.transport).toBe(0);
  });

  it('hold whatever the bytes say', () => {
    const good = [frame({ flags: 2, options: hex('03030701') }), frame({ flags: 16, options: SACK_OF_TWO })];
    const rounds = Number(process.env.FUZZ_ROUNDS ?? 5_000);
    for (let seed = 0; seed < rounds; seed++) {
      const bytes = mutated(good[seed % 2]!, seed);
      const layers = new Layers();
      walkRecord(bytes, 0, bytes.length, bytes.length, 1, layers);
      if (layers.tcpSegment === 0) continue;
      const shift = windowScaleShift(bytes, layers);
      const covered = sackedBytes(bytes, layers);
      expect(shift >= -1 && shift <= 14).toBe(true);
      expect(Number.isInteger(covered) && covered >= -1 && covered <= 0xffff_ffff).toBe(true);
    }
  });
});

describe('a sparse column', () => {
  it('answers as a map does', () => {
    const ascending = fc.uniqueArray(fc.nat(100_000), { maxLength: 300 }).map(rows => rows.sort((a, b) => a - b));
    fc.assert(
      fc.property(ascending, fc.nat(100_000), (rows, other) => {
        const column = new SparseColumn();
        for (const row of rows) column.add(row, row * 3);
        for (const row of [...rows, other]) expect(column.get(row)).toBe(rows.includes(row) ? row * 3 : undefined);
      }),
    );
  });
});
