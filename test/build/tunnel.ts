// Tunnels around packets, byte by byte: gre(0x0800, ipv4(…)), udp port 4789 with vxlan(5, ethernet(…)).
import { concat, hex, u16, u32, udp, zeros } from './packet.ts';

const u24 = (value: number): Uint8Array => u32(value).subarray(1);

/** GRE with the optional fields that the flags ask for; checksum, key and numbers are 0, 7 and 9. */
export const gre = (protocol: number, payload: Uint8Array, flags = 0): Uint8Array =>
  concat(
    u16(flags),
    u16(protocol),
    flags & 0xc000 ? zeros(4) : zeros(0),
    flags & 0x2000 ? u32(7) : zeros(0),
    flags & 0x1000 ? u32(9) : zeros(0),
    flags & 0x0080 ? u32(3) : zeros(0),
    payload,
  );

export const erspan2 = (frame: Uint8Array): Uint8Array => concat(hex('1064 2001 00000005'), frame);
export const erspan3 = (frame: Uint8Array, subheader = false): Uint8Array =>
  concat(hex('2064 0001 00000000 0000'), u16(subheader ? 1 : 0), subheader ? zeros(8) : zeros(0), frame);

export const vxlan = (network: number, frame: Uint8Array): Uint8Array =>
  concat(hex('08000000'), u24(network), hex('00'), frame);

export const vxlanGpe = (network: number, next: number, payload: Uint8Array): Uint8Array =>
  concat(hex('0c0000'), Uint8Array.of(next), u24(network), hex('00'), payload);

export const geneve = (network: number, protocol: number, payload: Uint8Array, options = zeros(0)): Uint8Array =>
  concat(Uint8Array.of(options.length / 4, 0), u16(protocol), u24(network), hex('00'), options, payload);

/** A user-plane message; `extensions` are whole extension headers, the first of which is of type `first`. */
export function gtp(tunnel: number, packet: Uint8Array, first = 0, extensions = zeros(0)): Uint8Array {
  const optional = first === 0 ? zeros(0) : concat(zeros(3), Uint8Array.of(first), extensions);
  const length = optional.length + packet.length;
  return concat(Uint8Array.of(first === 0 ? 0x30 : 0x34, 255), u16(length), u32(tunnel), optional, packet);
}

export const teredo = (packet: Uint8Array, authentication = false, origin = false): Uint8Array =>
  concat(
    authentication ? concat(hex('0001 02 03'), zeros(2 + 3 + 8 + 1)) : zeros(0),
    origin ? hex('0000 fff0 3ffffffe') : zeros(0),
    packet,
  );

/** A data message of version 2 with a length field, and with sequence numbers and padding when asked for. */
export function l2tp(frame: Uint8Array, numbered = false, padding = -1): Uint8Array {
  const flags = 0x4002 | (numbered ? 0x0800 : 0) | (padding >= 0 ? 0x0200 : 0);
  const optional = concat(numbered ? u32(1) : zeros(0), padding >= 0 ? concat(u16(padding), zeros(padding)) : zeros(0));
  return concat(u16(flags), u16(8 + optional.length + frame.length), u32(0x00010002), optional, frame);
}

export const ppp = (protocol: number, packet: Uint8Array): Uint8Array => concat(hex('ff03'), u16(protocol), packet);

export const lisp = (packet: Uint8Array): Uint8Array => concat(hex('80000001 00000001'), packet);
export const etherIp = (frame: Uint8Array): Uint8Array => concat(hex('3000'), frame);
export const mpls = (label: number, packet: Uint8Array): Uint8Array => concat(u32((label << 12) | 0x140), packet);

/** A datagram to the port of a tunnel. */
export const overUdp = (port: number, payload: Uint8Array): Uint8Array => udp({ src: 50000, dst: port, payload });
