/** Signing in leaves the page: the draft that was open then is open again afterwards. */
const name = 'fanfare.return-to-draft';

export function noteReturn(accountId: string, draftId: string): void {
  sessionStorage.setItem(name, JSON.stringify([accountId, draftId]));
}

/** null: there is none, or somebody else has signed in. */
export function takeReturn(accountId: string): string | null {
  const [account, draft] = JSON.parse(sessionStorage.getItem(name) ?? '[]') as [string?, string?];
  if (draft === undefined) return null;
  sessionStorage.removeItem(name);
  return account === accountId ? draft : null;
}
