/** Values that point at the submissions, each with a decoy: a value of the same form that nothing has. */
import type { Fillings, Probe } from './calls.ts';
import type { Case, Cases } from './cases.ts';
import type { Cast } from './cast.ts';
import { AUTHOR } from './cast.ts';

/** What to fill in before there are submissions: decoys, as if they were what is looked for. */
export function decoyFillings(cast: Cast): Fillings {
  const decoy = decoysOf(cast);
  const one = (value: string): Probe[] => [{ value, decoy: value }];
  return {
    plain: plainOf(cast, []),
    positions: one(decoy.id),
    probes: {
      ids: one(decoy.id),
      tags: one(decoy.tag),
      words: one(decoy.word),
      people: one(decoy.word),
      keys: one(decoy.key),
      queries: [decoy.word, decoy.tag, `#${decoy.tag}`, decoy.link, decoy.id, decoy.url].flatMap(one),
    },
  };
}

export interface Published {
  /** Statuses that were submissions. */
  ids: readonly string[];
  /** Texts and tags that everybody may find by now. */
  open: ReadonlySet<string>;
}

/**
 * @param keys blobs of unpublished pictures
 * @param notices ids of notifications about the submissions
 */
export function fillingsOf(
  cast: Cast,
  cases: Cases,
  keys: readonly string[],
  notices: readonly string[],
  published: Published = { ids: [], open: new Set() },
): Fillings {
  const decoy = decoysOf(cast);
  const all = [...Object.values(cases.of), cases.overwritten];
  const submissions = [...new Set(all.map(({ id }) => id))];
  const ids = [...submissions, ...all.map(({ mediaId }) => mediaId), cases.upload.id];
  const probe = (instead: string) => (value: string) => ({
    value,
    decoy: instead,
    open: published.open.has(value.replace(/^#/, '')),
  });
  const each = (of: (one: Case) => string, instead: string) => all.map(of).map(probe(instead));
  const queries = [
    ...each(({ word }) => word, decoy.word),
    ...each(({ warning }) => warning, decoy.word),
    ...each(({ alt }) => alt, decoy.word),
    ...each(({ tag }) => tag, decoy.tag),
    ...each(({ tag }) => `#${tag}`, `#${decoy.tag}`),
    ...each(({ link }) => link, decoy.link),
    ...ids.map(probe(decoy.id)),
    ...submissions.map((id) => `${cast.network.url}/@${AUTHOR}/${id}`).map(probe(decoy.url)),
  ];
  return {
    plain: plainOf(cast, published.ids),
    positions: [cases.of.post.id, cases.of.rejected.id].map((id) => ({ value: id, decoy: next(id) })),
    probes: {
      ids: [...ids, ...notices].map(probe(decoy.id)),
      tags: each(({ tag }) => tag, decoy.tag),
      words: each(({ word }) => word, decoy.word),
      people: each(({ word }) => word, decoy.word),
      keys: [...keys, ...keys.map((key) => key.replace(/^pending/, 'posts'))].map(probe(decoy.key)),
      queries,
    },
  };
}

function decoysOf({ network, rootId }: Cast) {
  const id = next(rootId);
  return {
    id,
    word: 'zdecoyword',
    tag: 'zdecoytag',
    link: 'zdecoylink.example',
    key: `pending/${'0'.repeat(32)}.png`,
    url: `${network.url}/@${AUTHOR}/${id}`,
  };
}

function plainOf({ author, follower, rootId, baseId }: Cast, more: readonly string[]): Fillings['plain'] {
  return {
    ACCOUNTS: [author.id, follower.id],
    STATUSES: [rootId, baseId, ...more],
    AUTHOR: [AUTHOR],
  };
}

function next(id: string): string {
  return String(Number(id) + 1);
}
