// Who may speak to the browser host: pages that it served itself, on this machine, that know its token.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** 128 random bits as text that needs no escaping in a URL. */
export const makeToken = (): string => randomBytes(16).toString('base64url');

const TOKEN_HEADER = 'x-burstscope-token';

/** Compares in a time that does not tell how much was right. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Why a request is refused; null when it is welcome. The name in Host must be loopback (a foreign name that resolves to
 * us is DNS rebinding); any port will do, because an SSH tunnel may end at another one. Origin, when the browser sends
 * it, must be that same place.
 */
export function refusal(request: IncomingMessage): string | null {
  const host = request.headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost)(:\d{1,5})?$/i.test(host)) return 'This address is not Burstscope’s.';
  const { origin } = request.headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return 'Burstscope talks only to its own pages.';
  }
  return null;
}

/** Whether the request brings the token, in its header or in the query. */
export function bringsToken(request: IncomingMessage, url: URL, token: string): boolean {
  const header = request.headers[TOKEN_HEADER];
  const given = typeof header === 'string' ? header : url.searchParams.get('token');
  return given !== null && sameText(given, token);
}
