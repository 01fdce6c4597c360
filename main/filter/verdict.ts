// What columns can say of a test: rows for which it holds, and rows for which only the record itself can tell (Kleene's
// three values, one bit a row each).
import { RowSet } from './row-set.ts';

export class Verdict {
  readonly yes: RowSet;
  /** Not decided; never in `yes` too. */
  readonly open: RowSet;

  constructor(yes: RowSet, open: RowSet) {
    this.yes = yes;
    this.open = open;
  }

  static undecided(length: number): Verdict {
    return new Verdict(new RowSet(length), RowSet.all(length));
  }

  static everywhere(length: number): Verdict {
    return new Verdict(RowSet.all(length), new RowSet(length));
  }

  not(): Verdict {
    return new Verdict(this.yes.or(this.open).not(), this.open);
  }

  and(other: Verdict): Verdict {
    const yes = this.yes.and(other.yes);
    return new Verdict(yes, this.yes.or(this.open).and(other.yes.or(other.open)).without(yes));
  }

  or(other: Verdict): Verdict {
    const yes = this.yes.or(other.yes);
    return new Verdict(yes, this.open.or(other.open).without(yes));
  }

  xor(other: Verdict): Verdict {
    const open = this.open.or(other.open);
    return new Verdict(this.yes.xor(other.yes).without(open), open);
  }
}
