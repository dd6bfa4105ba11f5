/** From a token to whoever holds it, with role and state of this moment. */
import type { TokenInfo, ViewState } from '@fanfare/contracts';
import { may } from '@fanfare/contracts';
import type { AccountId } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Caller, Route, Viewer } from '../route.ts';
import { coversAny } from './scopes.ts';
import type { TokenChecker } from './token-checker.ts';
import { hashToken } from './token-of.ts';

/**
 * Null: the token is not, or no longer, valid.
 * @throws AppError `account_suspended`, `engine_away`
 */
export type Authenticate = (token: string) => Promise<Caller | null>;

export interface AuthenticatorNeeds {
  checker: TokenChecker;
  /** Present view versions, roles and states from the primary; unknown accounts are left out. */
  viewStates(ids: number[]): Promise<readonly ViewState[]>;
}

export function authenticator({ checker, viewStates }: AuthenticatorNeeds): Authenticate {
  return async (text) => {
    const token = await checker.check(hashToken(text));
    if (token === null) return null;
    if (token.account_id === null) return { token, viewer: null };
    const [state] = await viewStates([token.account_id]);
    if (state === undefined) return null;
    if (state.state === 'suspended') throw new AppError('account_suspended');
    return { token, viewer: viewerOf(token, state) };
  };
}

function viewerOf(token: TokenInfo, state: ViewState): Viewer {
  return {
    accountId: state.account_id as AccountId,
    role: state.role,
    version: state.version,
    actVersion: state.act_version,
    token,
  };
}

/**
 * Whether this caller (null: nobody) may call the route.
 * @throws AppError 401 without a token, 422 for an app's token where a person is needed (as Mastodon answers,
 *   so that clients do not take it for a lost login), 403 for scope and permission
 */
export function admit(route: Pick<Route, 'auth' | 'scopes' | 'permission'>, caller: Caller | null): void {
  if (route.auth === 'none') return;
  if (caller === null) {
    if (route.auth === 'optional') return;
    throw new AppError('unauthorized');
  }
  if (route.auth === 'user' && caller.viewer === null) {
    throw new AppError('invalid', { text: 'This method requires an authenticated user' });
  }
  // An app's token on a public route is as good as none.
  if (route.auth === 'optional' && caller.viewer === null) return;
  if (!coversAny(caller.token.scopes, route.scopes)) throw new AppError('scope_missing');
  if (
    route.permission !== undefined &&
    (caller.viewer === null || !may(caller.viewer.role, route.permission))
  ) {
    throw new AppError('forbidden');
  }
}
