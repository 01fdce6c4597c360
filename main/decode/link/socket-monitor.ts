// Messages of sockets that are no network: vsock (LINKTYPE_VSOCK, 271) and netlink (253). Their content is opaque.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import { little16, little32 } from './wlan-prefix.ts';

const VSOCK = {
  source: 0,
  destination: 8,
  sourcePort: 16,
  destinationPort: 20,
  operation: 24,
  transport: 26,
  length: 28,
  reserved: 30,
  end: 32,
} as const;
const VIRTIO = {
  source: 0,
  destination: 8,
  sourcePort: 16,
  destinationPort: 20,
  length: 24,
  type: 28,
  operation: 30,
  flags: 32,
  allocated: 36,
  forwarded: 40,
} as const;
const TRANSPORT_VIRTIO = 2;

const NETLINK = { hardware: 2, family: 14, messages: 16 } as const;
const MESSAGE = { length: 0, flags: 6, sequence: 8, port: 12, content: 16 } as const;

/** Adds the vsock header at `at` to the tree. */
export function dissectVsock(d: Dissection, at: number): void {
  const vsock = d.layer('vsock', at, d.end - at);
  d.addLittle(vsock, 'vsock.src_cid', at + VSOCK.source, 8);
  d.addLittle(vsock, 'vsock.dst_cid', at + VSOCK.destination, 8);
  d.addLittle(vsock, 'vsock.src_port', at + VSOCK.sourcePort, 4);
  d.addLittle(vsock, 'vsock.dst_port', at + VSOCK.destinationPort, 4);
  d.addLittle(vsock, 'vsock.op', at + VSOCK.operation, 2);
  d.addLittle(vsock, 'vsock.trans', at + VSOCK.transport, 2);
  d.addLittle(vsock, 'vsock.trans_len', at + VSOCK.length, 2);
  d.add(vsock, 'vsock.reserved', at + VSOCK.reserved, 2);
  const header = at + VSOCK.end;
  if (little16(d.bytes, at + VSOCK.transport) === TRANSPORT_VIRTIO) {
    const virtio = d.text(vsock, 'Virtio transport header', header, VIRTIO.forwarded + 4);
    d.addLittle(virtio, 'vsock.virtio.src_cid', header + VIRTIO.source, 8);
    d.addLittle(virtio, 'vsock.virtio.dst_cid', header + VIRTIO.destination, 8);
    d.addLittle(virtio, 'vsock.virtio.src_prot', header + VIRTIO.sourcePort, 4);
    d.addLittle(virtio, 'vsock.virtio.dst_prot', header + VIRTIO.destinationPort, 4);
    d.addLittle(virtio, 'vsock.virtio.len', header + VIRTIO.length, 4);
    d.addLittle(virtio, 'vsock.virtio.type', header + VIRTIO.type, 2);
    d.addLittle(virtio, 'vsock.virtio.op', header + VIRTIO.operation, 2);
    d.addLittle(virtio, 'vsock.virtio.flags', header + VIRTIO.flags, 4);
    d.addLittle(virtio, 'vsock.virtio.buf_alloc', header + VIRTIO.allocated, 4);
    d.addLittle(virtio, 'vsock.virtio.fwd_cnt', header + VIRTIO.forwarded, 4);
  }
  const payload = header + little16(d.bytes, at + VSOCK.length);
  if (payload < d.end) d.add(vsock, 'vsock.payload', payload, d.end - payload);
}

/** Adds the netlink header at `at` and the headers of its messages, which are written in the order of the capturing host. */
export function dissectNetlink(d: Dissection, at: number): void {
  const netlink = d.layer('netlink', at, d.end - at);
  d.add(netlink, 'netlink.hatype', at + NETLINK.hardware, 2);
  d.add(netlink, 'netlink.family', at + NETLINK.family, 2);
  for (let message = at + NETLINK.messages; message + MESSAGE.content <= d.end; ) {
    // A length is a small number: in the wrong order it is a large one.
    const little = little32(d.bytes, message + MESSAGE.length) <= d.uint32(message + MESSAGE.length);
    const item = d.text(netlink, 'Netlink message header', message, MESSAGE.content);
    const add = (name: FieldName, offset: number, size: number): unknown =>
      little ? d.addLittle(item, name, message + offset, size) : d.add(item, name, message + offset, size);
    add('netlink.hdr_len', MESSAGE.length, 4);
    add('netlink.hdr_flags', MESSAGE.flags, 2);
    add('netlink.hdr_seq', MESSAGE.sequence, 4);
    add('netlink.hdr_pid', MESSAGE.port, 4);
    const length = little ? little32(d.bytes, message) : d.uint32(message);
    if (length < MESSAGE.content) break;
    message += (length + 3) & ~3;
  }
}
