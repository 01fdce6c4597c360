// Which flow the fragments of a datagram belong to: that of the first fragment of the same (source, destination,
// identification, protocol), before or after it in the file (DEFINITIONS section 1).

/** Datagrams remembered at a time: a hostile capture of nothing but fragments must not eat the memory. */
const LIMIT = 65_536;

interface Datagram {
  /** Flow times 2 plus side, once the first fragment was seen. */
  side: number | undefined;
  /** Rows of later fragments that came before it. */
  readonly waiting: number[];
}

export class FragmentTable {
  readonly #datagrams = new Map<string, Datagram>();

  /** What the first fragment was assigned to, if it was seen. */
  flowOf(src: number, dst: number, id: number, protocol: number): number | undefined {
    return this.#datagrams.get(key(src, dst, id, protocol))?.side;
  }

  /** Notes a later fragment whose first one has not been seen. */
  wait(src: number, dst: number, id: number, protocol: number, row: number): void {
    this.#datagram(key(src, dst, id, protocol)).waiting.push(row);
  }

  /** Notes a first fragment; answers with the rows that waited for it. */
  first(src: number, dst: number, id: number, protocol: number, side: number): readonly number[] {
    const name = key(src, dst, id, protocol);
    const waiting = this.#datagrams.get(name)?.waiting ?? [];
    this.#datagrams.delete(name);
    this.#datagram(name).side = side;
    return waiting;
  }

  #datagram(name: string): Datagram {
    const known = this.#datagrams.get(name);
    if (known) return known;
    if (this.#datagrams.size === LIMIT) this.#datagrams.delete(this.#datagrams.keys().next().value!);
    const datagram: Datagram = { side: undefined, waiting: [] };
    this.#datagrams.set(name, datagram);
    return datagram;
  }
}

const key = (src: number, dst: number, id: number, protocol: number): string => `${src} ${dst} ${id} ${protocol}`;
