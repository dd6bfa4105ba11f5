/** What another app hands over: the manifest's `share_target` names `/home` with these three. */
const members = ['title', 'text', 'url'];

/** Its lines, each once; null: nothing was handed over. */
export function sharedText(search: string): string | null {
  const query = new URLSearchParams(search);
  const parts = members.map((name) => query.get(name)?.trim() ?? '').filter((part) => part !== '');
  // Many apps put the address into the text, and the title too.
  const own = parts.filter(
    (part, at) => !parts.some((other, where) => where !== at && holds(other, part, at < where)),
  );
  return own.length === 0 ? null : own.join('\n');
}

function holds(other: string, part: string, first: boolean): boolean {
  return other === part ? !first : other.includes(part);
}
