// Flows that are found by the headers of records are those that the tables of addresses and flows give.
import { describe, expect, it } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { Layers } from '../../main/decode/layers.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import { AddressTable } from '../../main/store/address-table.ts';
import { CaptureStore } from '../../main/store/capture-store.ts';
import { BIT } from '../../main/store/columns.ts';
import { FlowTable } from '../../main/store/flow-table.ts';
import { RecentFlows } from '../../main/store/recent-flows.ts';
import { randomFrom } from '../build/mutate.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';

const LINK_SOURCE = 6;
const ADDRESSES = 14 + 12;
const PORTS = 14 + 20;

describe('flows of records', () => {
  it('are the same whether they were seen lately or not, with more flows than are remembered', () => {
    const any = randomFrom(1);
    const flows = Array.from({ length: 9000 }, () => [any(40), any(40), any(300), any(300)] as const);
    const frame = ethernet(0x0800, ipv4({ protocol: 17, payload: udp({}) }));
    const view = new DataView(frame.buffer, frame.byteOffset);
    const store = new CaptureStore();
    const cursor = new RecordCursor();
    const layers = new Layers();
    const [addresses, table] = [new AddressTable(), new FlowTable()];
    const macs = new Map<number, number>();
    for (let n = 0; n < 30_000; n++) {
      const [a, b, portA, portB] = flows[any(any(2) === 0 ? 50 : flows.length)]!;
      const forward = any(2) === 0;
      const [from, to, srcPort, dstPort] = forward ? [a, b, portA, portB] : [b, a, portB, portA];
      view.setUint32(ADDRESSES, 0xfffffff0 + from);
      view.setUint32(ADDRESSES + 4, 0xfffffff0 + to);
      view.setUint16(PORTS, srcPort);
      view.setUint16(PORTS + 2, dstPort);
      frame[LINK_SOURCE + 5] = any(256);
      cursor.bytes = frame;
      cursor.end = cursor.originalLength = frame.length;
      walkRecord(frame, 0, frame.length, frame.length, 1, layers);
      store.append(cursor, layers, true);
      const src = addresses.addV4(frame, ADDRESSES);
      const side = table.add(src, srcPort, addresses.addV4(frame, ADDRESSES + 4), dstPort, 17);
      if (!macs.has(src)) macs.set(src, frame[LINK_SOURCE + 5]!);
      const { flow, bits } = store.columns;
      expect(flow[n]! * 2 + (bits[n]! & BIT.reverse)).toBe(side);
    }
    expect(store.flows.length).toBe(table.length);
    for (const [host, last] of macs) expect(store.mac(host)?.[5]).toBe(last);
  });

  it('are remembered with all that tells them apart', () => {
    const recent = new RecentFlows();
    const slot = recent.slot(-1, -1, -1, -1);
    expect(recent.side(slot, -1, -1, -1, -1)).toBeLessThan(0);
    recent.note(slot, 1, 2, 3, 4, 5);
    expect(recent.side(slot, 1, 2, 3, 4)).toBe(5);
    const others: readonly (readonly [number, number, number, number])[] = [
      [0, 2, 3, 4],
      [1, 0, 3, 4],
      [1, 2, 0, 4],
      [1, 2, 3, 0],
    ];
    for (const [src, dst, ports, protocol] of others)
      expect(recent.side(slot, src, dst, ports, protocol)).toBeLessThan(0);
  });
});
