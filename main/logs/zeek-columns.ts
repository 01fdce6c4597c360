// What columns of Zeek's logs mean, by their names; conn, http, dns, ssh, ssl … have the first ones in common.

/** The study's state of a connection for each of Zeek's (zeek.org, conn.log conn_state). */
export const STATE_OF_CONN: ReadonlyMap<string, string> = new Map([
  ['S0', 'new'],
  ['S1', 'established'],
  ['OTH', 'established'],
  ['SF', 'closed'],
  ['S2', 'closing'],
  ['S3', 'closing'],
  ['SH', 'connecting'],
  ['SHR', 'connecting'],
  ['REJ', 'reset'],
  ['RSTO', 'reset'],
  ['RSTR', 'reset'],
  ['RSTOS0', 'reset'],
  ['RSTRH', 'reset'],
]);

/** Columns that every log of connections has. */
export const ZEEK_MUST = ['ts', 'id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p'] as const;

/** Bytes of the one side and of the other, the best source first: on the wire, payload, bodies of HTTP. */
export const ZEEK_BYTES_UP = ['orig_ip_bytes', 'orig_bytes', 'request_body_len'] as const;
export const ZEEK_BYTES_DOWN = ['resp_ip_bytes', 'resp_bytes', 'response_body_len'] as const;
