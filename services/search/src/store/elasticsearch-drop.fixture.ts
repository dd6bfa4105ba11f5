/** Takes away what a test made on an engine that others use too. */
export async function dropIndices(url: string, namespace: string): Promise<void> {
  const answer = await fetch(`${url}/${namespace}-search-*?expand_wildcards=all`);
  const names = Object.keys((await answer.json()) as object).filter((name) =>
    name.startsWith(`${namespace}-`),
  );
  for (const name of names) await fetch(`${url}/${name}`, { method: 'DELETE' });
}
