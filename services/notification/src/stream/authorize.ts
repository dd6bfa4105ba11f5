/** Who opens a socket: the same rules as for a request, since the shell hands the raw upgrade over. */
import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TokenChecker } from '@fanfare/http';
import { admit, authenticator, hashToken, tokenOfUpgrade } from '@fanfare/http';
import { AppError, isAppError } from '@fanfare/kernel';
import type { NotificationNeeds } from '../needs.ts';
import type { Session } from './session.ts';

export const streamScopes = ['read', 'read:statuses', 'read:notifications'];

/** @throws AppError 401, 403, 422 as for a request; 503 when it cannot be decided */
export type Authorize = (
  request: IncomingMessage,
) => Promise<Pick<Session, 'accountId' | 'tokenHash' | 'scopes'>>;

export function authorizer(needs: NotificationNeeds, checker: TokenChecker): Authorize {
  const { userGraph } = needs.contracts;
  const authenticate = authenticator({
    checker,
    viewStates: (account_ids) => userGraph.viewStates({ account_ids }),
  });
  return async (request) => {
    const { token } = tokenOfUpgrade(request);
    if (token === null) throw new AppError('unauthorized', { text: 'Missing access token' });
    const caller = await authenticate(token);
    admit({ auth: 'user', scopes: streamScopes }, caller);
    if (caller?.viewer == null) throw new AppError('unauthorized');
    const { viewer } = caller;
    return { accountId: viewer.accountId, tokenHash: hashToken(token), scopes: viewer.token.scopes };
  };
}

/** Answers an upgrade that is not to be, as a request would be answered. */
export function refuseUpgrade(socket: Duplex, error: unknown): void {
  const known = isAppError(error) ? error : new AppError('internal', { cause: error });
  const body = JSON.stringify({ error: known.message });
  const head = [
    `HTTP/1.1 ${known.status} ${STATUS_CODES[known.status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'access-control-allow-origin: *',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
