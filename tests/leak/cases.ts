/** The author's submissions in every state, each with words, tag, link and alternative text of its own. */
import assert from 'node:assert/strict';
import { picture } from '../support/picture.ts';
import type { Cast } from './cast.ts';
import type { Needle } from './needles.ts';

export const caseNames = [
  'post',
  'reply',
  'chained',
  'edit',
  'private',
  'direct',
  'revised',
  'rejected',
  'withdrawn',
] as const;
export type CaseName = (typeof caseNames)[number];

export interface Case {
  word: string;
  warning: string;
  tag: string;
  link: string;
  alt: string;
  /** The submission's. */
  id: string;
  mediaId: string;
}

export interface Cases {
  of: Readonly<Record<CaseName, Case>>;
  /** What `revised` said first: nobody may see it any more. */
  overwritten: Case;
  /** An upload that no post has taken. */
  upload: { id: string; alt: string };
  /** Addresses of unpublished pictures as the author was told them. */
  addresses: string[];
}

/** None is part of another one. */
function words(name: string): Omit<Case, 'id' | 'mediaId'> {
  return {
    word: `zqword${name}q`,
    warning: `zqwarning${name}q`,
    tag: `zqtag${name}q`,
    link: `zqlink${name}q.example`,
    alt: `zqalt${name}q`,
  };
}

export async function submitAll(cast: Cast): Promise<Cases> {
  const { author, moderator, rootId, baseId } = cast;
  const addresses: string[] = [];

  async function upload(alt: string): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([await picture()], { type: 'image/png' }), `${alt}.png`);
    form.append('description', alt);
    const { body, status, text } = await author.api('POST', '/api/v2/media', form);
    assert.equal(status, 200, text);
    addresses.push(body.url, body.preview_url);
    return body.id;
  }

  async function contentOf(name: string): Promise<{ about: Case; body: Record<string, unknown> }> {
    const about: Case = { ...words(name), id: '', mediaId: '' };
    about.mediaId = await upload(about.alt);
    const body = {
      status: `${about.word} for @mila and @moritz about #${about.tag}, see https://${about.link}/page`,
      spoiler_text: about.warning,
      media_ids: [about.mediaId],
      language: 'en',
    };
    return { about, body };
  }

  async function submit(name: string, more: object = {}): Promise<Case> {
    const { about, body } = await contentOf(name);
    const key = { 'idempotency-key': `the ${name} one` };
    const reply = await author.api('POST', '/api/v1/statuses', { ...body, ...more }, key);
    assert.equal(reply.status, 202, reply.text);
    return { ...about, id: reply.body.approval.submission_id };
  }

  async function revise(path: string, name: string, status: number): Promise<Case> {
    const { about, body } = await contentOf(name);
    const reply = await author.api('PUT', path, body);
    assert.equal(reply.status, status, reply.text);
    return { ...about, id: reply.body.approval.submission_id };
  }

  const post = await submit('post');
  const overwritten = await submit('overwritten');
  const rejected = await submit('rejected');
  const withdrawn = await submit('withdrawn');
  const of = {
    post,
    reply: await submit('reply', { in_reply_to_id: rootId }),
    chained: await submit('chained', { in_reply_to_id: post.id }),
    edit: await revise(`/api/v1/statuses/${baseId}`, 'edit', 202),
    private: await submit('private', { visibility: 'private' }),
    direct: await submit('direct', { visibility: 'direct' }),
    revised: await revise(`/api/v1/submissions/${overwritten.id}`, 'revised', 200),
    rejected,
    withdrawn,
  };
  const refusal = { version: 1, reason_code: 'off_topic', reason: 'Not here, please' };
  for (const reply of [
    await moderator.api('POST', `/api/v1/admin/submissions/${rejected.id}/reject`, refusal),
    await author.api('DELETE', `/api/v1/statuses/${withdrawn.id}`),
  ]) {
    assert.equal(reply.status, 200, reply.text);
  }
  const alt = 'zqaltuploadq';
  return { of, overwritten, upload: { id: await upload(alt), alt }, addresses };
}

/** Everything about these cases that outsiders must not see. */
export async function needlesOf(cast: Cast, cases: Cases): Promise<Needle[]> {
  const texts = [...Object.values(cases.of), cases.overwritten].flatMap(
    ({ word, warning, tag, link, alt, mediaId }) => [word, warning, tag, link, alt, mediaId],
  );
  const ids = new Set(Object.values(cases.of).map(({ id }) => id));
  const keys = [...cases.addresses, ...(await blobKeys(cast))].map((one) =>
    one.slice(one.lastIndexOf('/') + 1),
  );
  return [
    ...[...texts, cases.upload.id, cases.upload.alt].map((value) => ({ value, kind: 'text' as const })),
    ...[...ids].map((value) => ({ value, kind: 'id' as const })),
    ...keys.map((value) => ({ value, kind: 'key' as const })),
  ];
}

/** What the author and a reviewer were notified of. */
export async function noticesOf({ author, moderator }: Cast): Promise<string[]> {
  const types = ['admin.submission', 'submission.rejected'].map((type) => `types[]=${type}`).join('&');
  const lists = await Promise.all(
    [author, moderator].map(({ api }) => api('GET', `/api/v1/notifications?${types}`)),
  );
  const newest = lists.map(({ body }) => body[0]?.id);
  assert.ok(newest.every((id) => id !== undefined));
  return newest;
}

/** Blobs of unpublished pictures. */
export async function blobKeys({ network }: Cast): Promise<string[]> {
  const rows = await network.query('SELECT original_key, preview_key FROM media WHERE published = 0');
  return rows.flatMap((row) => Object.values(row)).flatMap((key) => (key === null ? [] : String(key)));
}
