// Decompresses bytes in memory.
import { openBlockStream } from '../../main/bytes/block-stream.ts';
import type { ByteSource } from '../../main/bytes/byte-source.ts';
import type { StreamDamage } from '../../main/bytes/decompressor.ts';
import { memorySource } from '../../main/bytes/memory-source.ts';
import { concat } from '../build/pcap.ts';

interface Unpacked {
  readonly content: Uint8Array;
  readonly damage: StreamDamage | undefined;
}

/** All that a compressed file gives, in blocks of `blockSize`; the source gives at most `readSize` bytes at a time. */
export async function unpack(file: Uint8Array, blockSize = 65_536, readSize = file.length): Promise<Unpacked> {
  const whole = memorySource(file);
  const source: ByteSource = { ...whole, read: (offset, into) => whole.read(offset, into.subarray(0, readSize)) };
  const stream = await openBlockStream(source, blockSize);
  const blocks: Uint8Array[] = [];
  for (let block = await stream.next(); block; block = await stream.next()) blocks.push(block.slice());
  await stream.close();
  return { content: concat(...blocks), damage: stream.damage };
}
