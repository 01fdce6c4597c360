// Names of hosts, and what said so.

/**
 * Where a name of an address comes from. pcapng: a name resolution block of the file; dns, mdns, llmnr: an answer;
 * nbns: a registration or answer; dhcp: a client's own name; sni, quic, http: the server that a client asked for.
 */
export type NameSource = 'pcapng' | 'dns' | 'mdns' | 'llmnr' | 'nbns' | 'dhcp' | 'sni' | 'http' | 'quic';

/** Told each name that a record gives an address of 4 or 16 bytes. The bytes are borrowed: copy them to keep them. */
export type EmitName = (address: Uint8Array, name: string, source: NameSource) => void;

/** A name of an address, as one source gave it. */
export interface HostName {
  readonly name: string;
  readonly source: NameSource;
  /** Records (for pcapng: entries of the file) that said so. */
  readonly count: number;
  /** Numbers of the first and the last of them, from 1; 0 when no record said it but the file. */
  readonly first: number;
  readonly last: number;
}

/** What the handshake of a flow, or its first request, says of the server and of the client. */
export interface FlowName {
  /** The host name asked for; null when the client named none. */
  readonly name: string | null;
  readonly source: 'sni' | 'http' | 'quic';
  /** Application protocols that the client offered (ALPN), best first. */
  readonly alpn: readonly string[];
  /** JA4 of the client's hello; null without one, or when it was cut. */
  readonly ja4: string | null;
}
