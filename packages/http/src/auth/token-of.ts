/** Where a token stands in a request. Tokens are opaque; only their hash is kept or compared. */
import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** SHA-256 in hex: how tokens are stored everywhere. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** The Bearer header first, then `?access_token=`; null when there is none. */
export function tokenOf(request: { headers: IncomingHttpHeaders; url?: string }): string | null {
  const header = request.headers.authorization;
  const bearer = header === undefined ? null : /^bearer +(\S+) *$/i.exec(header);
  if (bearer?.[1] !== undefined) return bearer[1];
  const url = request.url ?? '';
  if (!url.includes('access_token=')) return null;
  const token = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('access_token');
  return token === null || token === '' ? null : token;
}

/**
 * The token of a WebSocket handshake: as above, or as the subprotocol, which the answer must then
 * repeat in `Sec-WebSocket-Protocol` (browsers drop the connection otherwise).
 */
export function tokenOfUpgrade(request: { headers: IncomingHttpHeaders; url?: string }): {
  token: string | null;
  protocol: string | null;
} {
  const protocol = request.headers['sec-websocket-protocol']?.split(',')[0]?.trim() ?? '';
  const token = tokenOf(request);
  return { token: token ?? (protocol === '' ? null : protocol), protocol: protocol === '' ? null : protocol };
}
