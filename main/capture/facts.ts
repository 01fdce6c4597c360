// What a capture says besides its records: comments, names, and what was passed over. All of it bounded: files are hostile.

/** A name that the capture gives to an address. */
export interface NamedAddress {
  readonly kind: 'ipv4' | 'ipv6' | 'mac';
  /** RFC 5952 for IP; hex pairs with colons for six or eight bytes of a MAC address. */
  readonly address: string;
  readonly name: string;
}

/** Characters of comments, and of names, that are kept. */
const MAX_TEXT = 1024 * 1024;
/** Kept texts, so that many empty ones are bounded too. */
const MAX_TEXTS = 100_000;

/** Counts texts against a bound. */
class TextBudget {
  #characters = 0;
  #texts = 0;
  leftOut = 0;

  take(text: string): boolean {
    if (this.#characters + text.length > MAX_TEXT || this.#texts >= MAX_TEXTS) {
      this.leftOut++;
      return false;
    }
    this.#characters += text.length;
    this.#texts++;
    return true;
  }
}

/** Lists only grow. */
export class CaptureFacts {
  readonly comments: string[] = [];
  /** Programs and systems that wrote the capture, as they call themselves. */
  readonly writers: string[] = [];
  readonly names: NamedAddress[] = [];
  /** Records that carry no time of their own: they have that of the record before them. */
  untimed = 0;
  /** Blocks that were passed over. */
  secrets = 0;
  custom = 0;
  unknown = 0;
  /** Comments that were left out before they came here: by the files of a merged capture. */
  leftOutBefore = 0;

  readonly #ofRecords = new Map<number, string[]>();
  readonly #commentBudget = new TextBudget();
  readonly #nameBudget = new TextBudget();

  /** Adds a comment on a section, an interface or the like. */
  addComment(text: string): void {
    if (this.#commentBudget.take(text)) this.comments.push(text);
  }

  /** Adds a comment on the record with this number, counted from 0. */
  addRecordComment(record: number, text: string): void {
    if (!this.#commentBudget.take(text)) return;
    const before = this.#ofRecords.get(record);
    if (before) before.push(text);
    else this.#ofRecords.set(record, [text]);
  }

  addWriter(text: string): void {
    if (!this.writers.includes(text) && this.#nameBudget.take(text)) this.writers.push(text);
  }

  addName(name: NamedAddress): void {
    if (this.#nameBudget.take(name.address + name.name)) this.names.push(name);
  }

  /** Comments on the record with this number, counted from 0. */
  commentsOf(record: number): readonly string[] {
    return this.#ofRecords.get(record) ?? [];
  }

  /** Records that have a comment of their own. */
  get commentedRecords(): number {
    return this.#ofRecords.size;
  }

  /** Comments that were left out because there were too many. */
  get commentsLeftOut(): number {
    return this.#commentBudget.leftOut + this.leftOutBefore;
  }
}
