// pcapng timestamps of every resolution against plain big-integer arithmetic.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { TimeScale } from '../../main/capture/time-scale.ts';
import { epb, idb, pcapngFile, shb } from '../build/pcapng.ts';
import { readPcapng, timesOf } from './read-all.ts';

const MAX = 0xffff_ffffn;

/** The definition: ticks over ticks a second, plus the offset, cut to nanoseconds and clamped to 32 bits of seconds. */
function expected(ticks: bigint, resolution: number, offset: bigint): readonly [seconds: bigint, nanos: bigint] {
  const perSecond = BigInt(resolution & 0x80 ? 2 : 10) ** BigInt(resolution & 0x7f);
  const seconds = ticks / perSecond + offset;
  if (seconds < 0n) return [0n, 0n];
  if (seconds > MAX) return [MAX, 999_999_999n];
  return [seconds, ((ticks % perSecond) * 1_000_000_000n) / perSecond];
}

function actual(ticks: bigint, resolution: number, offset: bigint): readonly [seconds: bigint, nanos: bigint] {
  const cursor = new RecordCursor();
  new TimeScale(resolution, offset).setTime(cursor, Number(ticks >> 32n), Number(ticks & MAX));
  return [BigInt(cursor.seconds), BigInt(cursor.nanos)];
}

const anyTicks = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.bigInt({ min: 1_500_000_000_000_000_000n, max: 1_900_000_000_000_000_000n }),
  // Right at and beside a whole second, where a rounded quotient would fall on the wrong side.
  fc
    .tuple(fc.bigInt({ min: 0n, max: MAX }), fc.constantFrom(4, 5, 6, 7, 8, 9), fc.bigInt({ min: -2n, max: 2n }))
    .map(([seconds, exponent, beside]) => BigInt.asUintN(64, seconds * 10n ** BigInt(exponent) + beside)),
);

test('every resolution is exact to the nanosecond', () => {
  fc.assert(
    fc.property(anyTicks, fc.integer({ min: 0, max: 255 }), (ticks, resolution) => {
      expect(actual(ticks, resolution, 0n)).toEqual(expected(ticks, resolution, 0n));
    }),
    { numRuns: 4000 },
  );
});

test('the usual resolutions are exact over all 64 bits, with any offset', () => {
  const offset = fc.oneof(
    fc.bigInt({ min: -5_000_000_000n, max: 5_000_000_000n }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  );
  fc.assert(
    fc.property(anyTicks, fc.constantFrom(3, 4, 5, 6, 7, 8, 9, 0x88, 0x94), offset, (ticks, resolution, seconds) => {
      expect(actual(ticks, resolution, seconds)).toEqual(expected(ticks, resolution, seconds));
    }),
    { numRuns: 10_000 },
  );
});

test('whole seconds whose count of ticks is no double are exact, once an offset brings them into range', () => {
  // Near 2^62 doubles lie 1024 apart: the count rounds down, and its quotient falls below the whole second.
  for (let seconds = 4_611_686_019n; seconds < 4_611_686_219n; seconds++) {
    expect(actual(seconds * 1_000_000_000n, 9, -4_611_686_000n)).toEqual([seconds - 4_611_686_000n, 0n]);
  }
});

test.each([
  ['10^-6, the default', undefined, 1_617_818_153_220_411n, '1617818153.220411000'],
  ['10^-9', 9, 1_617_818_153_220_411_648n, '1617818153.220411648'],
  ['10^-3', 3, 1_617_818_153_220n, '1617818153.220000000'],
  ['10^0', 0, 1_617_818_153n, '1617818153.000000000'],
  ['10^-12, finer than kept', 12, 1_617_818_153_220_411n, '1617.818153220'],
  ['2^-8', 0x88, 257n, '1.003906250'],
  ['2^-30', 0x9e, 1n, '0.000000000'],
])('%s', (_, resolution, ticks, time) => {
  const interfaceBlock = resolution === undefined ? idb() : idb({ resolution });
  expect(timesOf(readPcapng(pcapngFile([shb(), interfaceBlock, epb({ ticks })])))).toEqual([time]);
});

test('each interface has its own resolution and offset', () => {
  const blocks = [shb(), idb({ resolution: 9, offset: 100n }), idb({ offset: -3n })];
  const packets = [epb({ ticks: 1_000_000_001n }), epb({ interfaceId: 1, ticks: 5_000_001n })];
  const read = readPcapng(pcapngFile([...blocks, ...packets]));
  expect(timesOf(read)).toEqual(['101.000000001', '2.000001000']);
  expect(read.reader.interfaces.map(i => i.resolution)).toEqual(['10^-9', '10^-6']);
});

test('times outside of 32 bits of seconds are set to the nearest one, and said once', () => {
  const blocks = [shb(), idb({ offset: -10n }), epb({ ticks: 1n }), epb({ ticks: -1n }), epb({ ticks: 10_000_000n })];
  const read = readPcapng(pcapngFile(blocks));
  expect(timesOf(read)).toEqual(['0.000000000', '4294967295.999999999', '0.000000000']);
  expect(read.damage).toMatchObject([{ record: 0, reason: expect.stringContaining('2106') }]);
});
