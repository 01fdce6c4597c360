// Builds DHCP messages: the header, the cookie, then options.
import { parseIpv4, parseMac } from '../../shared/net/address.ts';
import { ascii, concat, hex, MAC_A, u16, u32, zeros } from './packet.ts';

export const option = (code: number, data: Uint8Array): Uint8Array => concat(Uint8Array.of(code, data.length), data);

interface Dhcp {
  readonly op?: number;
  readonly type?: number;
  readonly client?: string;
  readonly your?: string;
  readonly seconds?: number;
  readonly serverName?: Uint8Array;
  readonly fileName?: Uint8Array;
  readonly options?: readonly Uint8Array[];
}

/** A request by Ethernet, with its end option. */
export function dhcp(of: Dhcp): Uint8Array {
  const address = (text: string | undefined): Uint8Array => parseIpv4(text ?? '0.0.0.0')!;
  const fill = (bytes: Uint8Array | undefined, length: number): Uint8Array =>
    concat(bytes ?? zeros(0), zeros(length - (bytes?.length ?? 0)));
  return concat(
    Uint8Array.of(of.op ?? 1, 1, 6, 0),
    u32(0x3903f326),
    u16(of.seconds ?? 0),
    u16(0x8000),
    address(of.client),
    address(of.your),
    zeros(8),
    fill(parseMac(MAC_A), 16),
    fill(of.serverName, 64),
    fill(of.fileName, 128),
    hex('63825363'),
    ...(of.type === undefined ? [] : [option(53, Uint8Array.of(of.type))]),
    ...(of.options ?? []),
    hex('ff'),
  );
}

export const hostName = (text: string): Uint8Array => option(12, ascii(text));
