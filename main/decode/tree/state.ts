// What dissecting one record leaves behind for the next ones. Bounded: hostile files cannot make it grow.
import { QuicConnections } from '../app/quic-connections.ts';
import { TlsSessions } from '../app/tls-session.ts';
import { FragmentTable } from './fragments.ts';
import { TcpStreams } from './tcp-streams.ts';

/** What to mind when records are put together; by default nothing, as Wireshark. */
export interface Minds {
  /** Fragments and segments with a wrong checksum are not put together. Captures of a sender's own host are full of them. */
  readonly badChecksums: boolean;
  /** IP fragments are left as they are. */
  readonly loneFragments: boolean;
}

export class DissectorState {
  readonly fragments = new FragmentTable();
  readonly streams = new TcpStreams();
  readonly tls = new TlsSessions();
  readonly quic = new QuicConnections();
  readonly minds: Minds;

  constructor(minds: Minds) {
    this.minds = minds;
  }
}
