/** Scopes are hierarchical: `read` covers `read:statuses`, `admin:read` covers `admin:read:submissions`. */

/** The deprecated `follow` stands for these. */
const FOLLOW = ['read:blocks', 'write:blocks', 'read:follows', 'write:follows', 'read:mutes', 'write:mutes'];

export function scopeCovers(granted: readonly string[], wanted: string): boolean {
  return granted.some(
    (scope) =>
      scope === wanted || wanted.startsWith(`${scope}:`) || (scope === 'follow' && FOLLOW.includes(wanted)),
  );
}

/** Any one of the wanted is enough; none wanted means none needed. */
export function coversAny(granted: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((scope) => scopeCovers(granted, scope));
}
