/** Errors as OAuth says them: `{ error, error_description }` (RFC 6749, section 5.2). */
import { Answer } from '@fanfare/http';

const errors = {
  invalid_request: [400, 'A required parameter is missing, or one is malformed'],
  invalid_client: [
    401,
    'Client authentication failed due to unknown client, no client authentication included, or wrong secret',
  ],
  invalid_grant: [
    400,
    'The provided authorization grant or refresh token is invalid, expired, revoked, used, or was issued to another client',
  ],
  invalid_scope: [400, 'The requested scope is invalid, unknown, or exceeds what the application registered'],
  unsupported_grant_type: [400, 'The authorization grant type is not supported by this server'],
  unauthorized_client: [403, 'You are not authorized to revoke this token'],
} as const;

export function oauthError(error: keyof typeof errors, description?: string): Answer {
  const [status, text] = errors[error];
  const headers: Record<string, string> =
    status === 401 ? { 'www-authenticate': 'Basic realm="Fanfare"' } : {};
  return new Answer({ error, error_description: description ?? text }, { status, headers });
}
