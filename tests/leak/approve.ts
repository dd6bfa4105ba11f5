/** The reviewers let everything through but what was rejected and withdrawn. */
import assert from 'node:assert/strict';
import type { CaseName, Cases } from './cases.ts';
import type { Cast } from './cast.ts';
import { follow } from './cast.ts';

/** The parent before its reply. */
const approved: readonly CaseName[] = ['post', 'reply', 'chained', 'edit', 'private', 'direct', 'revised'];

export async function approveAll(cast: Cast, cases: Cases): Promise<void> {
  const { moderator, follower, author } = cast;
  // The walk has followed, blocked and muted everybody.
  for (const [one, other] of [
    [follower, author],
    [author, follower],
  ] as const) {
    await one.api('POST', `/api/v1/accounts/${other.id}/unblock`);
    await one.api('POST', `/api/v1/accounts/${other.id}/unmute`);
  }
  await follow(follower, author);
  const items = approved.map((name) => ({ id: cases.of[name].id, version: name === 'revised' ? 2 : 1 }));
  const { body, text } = await moderator.api('POST', '/api/v1/admin/submissions/bulk', {
    action: 'approve',
    items,
  });
  assert.equal(body.succeeded?.length, items.length, text);
}

/** Ids of the statuses that they became. */
export async function publishedOf({ author }: Cast, cases: Cases): Promise<string[]> {
  return Promise.all(
    approved.map(async (name) => {
      const { body } = await author.api('GET', `/api/v1/submissions/${cases.of[name].id}`);
      assert.equal(body.approval.state, 'approved');
      return body.id;
    }),
  );
}

/** What everybody may read by now. */
export function approvedTexts(cases: Cases): string[] {
  return approved.flatMap((name) => {
    const { word, warning, tag, link, alt, mediaId } = cases.of[name];
    return [word, warning, tag, link, alt, mediaId];
  });
}
