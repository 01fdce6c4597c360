// Runs a reader over bytes in blocks of any size and keeps what it gave.
import { type CaptureReader, RecordCursor } from '../../main/capture/capture-reader.ts';
import { PcapReader } from '../../main/capture/pcap.ts';
import { PcapngReader } from '../../main/capture/pcapng.ts';

interface Read {
  readonly seconds: number;
  readonly nanos: number;
  readonly data: Uint8Array;
  readonly original: number;
  readonly interfaceId: number;
  readonly linkType: number;
  readonly fileOffset: number;
}

export interface ReadAll {
  readonly reader: CaptureReader;
  readonly records: readonly Read[];
  readonly damage: CaptureReader['damage'];
}

export function readAll(reader: CaptureReader, bytes: Uint8Array, blockSize = bytes.length || 1): ReadAll {
  const records: Read[] = [];
  const cursor = new RecordCursor();
  let previous = new Uint8Array(0);
  const take = (): void => {
    while (reader.next(cursor)) {
      const { seconds, nanos, originalLength: original, interfaceId, linkType, fileOffset } = cursor;
      const data = cursor.bytes.slice(cursor.start, cursor.end);
      records.push({ seconds, nanos, data, original, interfaceId, linkType, fileOffset });
    }
  };
  for (let at = 0; at < bytes.length; at += blockSize) {
    // A copy that is spoiled afterwards: a reader that looked at an older block would be found out.
    const block = bytes.slice(at, at + blockSize);
    reader.append(block);
    take();
    previous.fill(0xee);
    previous = block;
  }
  reader.finish();
  take();
  return { reader, records, damage: reader.damage };
}

export const readPcap = (bytes: Uint8Array, blockSize?: number): ReadAll => readAll(new PcapReader(), bytes, blockSize);
export const readPcapng = (bytes: Uint8Array, blockSize?: number): ReadAll =>
  readAll(new PcapngReader(), bytes, blockSize);

/** Times of all records as `seconds.nanos`. */
export const timesOf = (read: ReadAll): readonly string[] =>
  read.records.map(({ seconds, nanos }) => `${seconds}.${String(nanos).padStart(9, '0')}`);

export const reasonsOf = (read: ReadAll): readonly string[] => read.damage.map(({ reason }) => reason);
