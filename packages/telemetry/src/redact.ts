/** Members that never reach a log, wherever they stand in the fields. */
const secret = new Set([
  'password',
  'token',
  'access_token',
  'refresh_token',
  'accesstoken',
  'refreshtoken',
  'client_secret',
  'clientsecret',
  'secret',
  'code_verifier',
  'authorization',
  'cookie',
  'cookies',
  'set-cookie',
  'x-fanfare-internal-key',
  'internal_key',
  'sec-websocket-protocol',
]);

const MAX_DEPTH = 6;

/**
 * The fields with secrets replaced; the same object when there are none, which is nearly always.
 * Done by hand: the logger's own wildcards cost twenty times the rest of the line.
 */
export function redacted(fields: object, depth = 0): object {
  let copy: Record<string, unknown> | null = null;
  for (const [name, value] of Object.entries(fields)) {
    let kept: unknown = value;
    if (secret.has(name) || secret.has(name.toLowerCase())) kept = '[redacted]';
    else if (typeof value === 'object' && value !== null && !(value instanceof Error) && depth < MAX_DEPTH) {
      kept = redacted(value, depth + 1);
    }
    if (kept !== value) {
      copy ??= Array.isArray(fields) ? ([...fields] as unknown as Record<string, unknown>) : { ...fields };
      copy[name] = kept;
    }
  }
  return copy ?? fields;
}
