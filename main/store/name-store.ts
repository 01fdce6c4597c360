// Names that records give to addresses and flows, as they were said. Which of an address's names is shown is decided in
// tables/name-table.ts. Bounded: a hostile capture cannot make it grow past MOST_*.
import type { FlowName, HostName, NameSource } from '../../shared/model/name.ts';

/** Names of one address; further ones are not kept. */
export const MOST_NAMES_OF_ADDRESS = 32;
const MOST_NAMES = 262_144;
const MOST_CHARACTERS = 16 * 1024 * 1024;
const MOST_FLOWS = 262_144;

type Said = { -readonly [Key in keyof HostName]: HostName[Key] };

/** One character for every two bytes: 2 for IPv4, 8 for IPv6. */
function keyOf(address: Uint8Array): string {
  let key = '';
  for (let i = 0; i + 1 < address.length; i += 2) key += String.fromCharCode((address[i]! << 8) | address[i + 1]!);
  return key;
}

const addressOfKey = (key: string): Uint8Array =>
  Uint8Array.from({ length: key.length * 2 }, (_, i) => (key.charCodeAt(i >> 1) >>> (i & 1 ? 0 : 8)) & 0xff);

export class NameStore {
  readonly #addresses = new Map<string, Said[]>();
  readonly #flows = new Map<number, FlowName>();
  readonly #fingerprints = new Map<string, string>();
  #names = 0;
  #characters = 0;

  /** Adds a name of an address of 4 or 16 bytes; `record` is the number of the record that says it, 0 for the file. */
  add(address: Uint8Array, name: string, source: NameSource, record: number): void {
    const key = keyOf(address);
    const known = this.#addresses.get(key);
    if (known !== undefined) {
      const again = known.find(said => said.source === source && isSame(said.name, name));
      if (again !== undefined) {
        again.count++;
        again.last = record;
        return;
      }
      if (known.length >= MOST_NAMES_OF_ADDRESS) return;
    }
    if (this.#names >= MOST_NAMES || this.#characters + name.length > MOST_CHARACTERS) return;
    this.#names++;
    this.#characters += name.length;
    const said = { name, source, count: 1, first: record, last: record };
    if (known === undefined) this.#addresses.set(key, [said]);
    else known.push(said);
  }

  /** All names of an address, in the order in which they were first said. */
  of(address: Uint8Array): readonly HostName[] {
    return this.#addresses.get(keyOf(address)) ?? [];
  }

  /** Every address that has names, with them. */
  *all(): Generator<readonly [address: Uint8Array, names: readonly HostName[]]> {
    for (const [key, names] of this.#addresses) yield [addressOfKey(key), names];
  }

  /** Keeps what the first handshake, or request, of a flow says. */
  addFlow(flow: number, said: FlowName): void {
    if (this.#flows.has(flow) || this.#flows.size >= MOST_FLOWS) return;
    // Few clients make many flows: their fingerprints are kept once.
    const ja4 = said.ja4 === null ? null : (this.#fingerprints.get(said.ja4) ?? said.ja4);
    if (ja4 !== null) this.#fingerprints.set(ja4, ja4);
    this.#flows.set(flow, { ...said, ja4 });
  }

  flow(flow: number): FlowName | undefined {
    return this.#flows.get(flow);
  }

  /** What is known of flows, in the order in which it was said. */
  ofFlows(): Iterable<FlowName> {
    return this.#flows.values();
  }

  hasFlow(flow: number): boolean {
    return this.#flows.has(flow);
  }
}

/** Host names do not tell upper from lower case (RFC 4343). */
const isSame = (a: string, b: string): boolean =>
  a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
