// One end of a flow as text.

/** `192.0.2.1:443`, `[2001:db8::1]:443`; the address alone without a port. */
export function endpoint(address: string, port: number | null): string {
  if (port === null) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
