/** What went wrong, as far as somebody can do something about it. */
import { MastoHttpError } from 'masto/adapters/errors/masto-http-error.js';

export type Trouble =
  /** No answer came: the network, or the server is not running. */
  | { kind: 'offline' }
  | { kind: 'signed-out' }
  | { kind: 'missing' }
  | { kind: 'too-fast' }
  /** The server is there, a part of it is not. */
  | { kind: 'away' }
  /** The server says in a sentence what does not fit. */
  | { kind: 'refused'; text: string; status: number }
  | { kind: 'broken' };

export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof MastoHttpError)) {
    return error instanceof TypeError ? { kind: 'offline' } : { kind: 'broken' };
  }
  const { statusCode: status } = error;
  if (status === 401) return { kind: 'signed-out' };
  if (status === 404) return { kind: 'missing' };
  if (status === 429) return { kind: 'too-fast' };
  if (status === 502 || status === 503 || status === 504) return { kind: 'away' };
  if (status >= 500) return { kind: 'broken' };
  return { kind: 'refused', text: error.message, status };
}

/** Whether the same request may be answered otherwise in a moment. */
export function mayPass(error: unknown): boolean {
  const { kind } = troubleOf(error);
  return kind === 'offline' || kind === 'away' || kind === 'too-fast' || kind === 'broken';
}
