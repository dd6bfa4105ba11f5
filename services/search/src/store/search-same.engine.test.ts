/** Both engines find the same in the same texts, whatever is asked. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { engineUrl, ownNamespace } from '@fanfare/engines';
import { silentLog, systemClock } from '@fanfare/kernel';
import { foldTag } from '@fanfare/text';
import fc from 'fast-check';
import { asksNothing, parseQuery } from '../domain/query.ts';
import { matchesOf } from '../domain/words.ts';
import { dropIndices } from './elasticsearch-drop.fixture.ts';
import { elasticsearchIndex } from './search-elasticsearch.ts';
import { searchFts5 } from './search-fts5.ts';
import type { Filter, SearchIndex, StatusQuery } from './search-index.ts';
import { authors, idOf, people, posts, tags, texts } from './search-index-kit/corpus.ts';
import { batches } from './search-index-kit/setup.ts';

suite('Elasticsearch and FTS5', () => {
  const namespace = ownNamespace();
  let folder: string;
  let embedded: SearchIndex;
  let elastic: SearchIndex;
  let found = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-same-'));
    embedded = searchFts5({ file: join(folder, 'search.db'), log: silentLog });
    const url = await engineUrl('elasticsearch');
    elastic = await elasticsearchIndex({ url, namespace, log: silentLog, clock: systemClock });
    const all = [...posts(), ...people(), ...tags()];
    const half = all.length / 2;
    const totals = await Promise.all(
      [embedded, elastic].map((index) => index.rebuild(batches(all.slice(0, half)))),
    );
    assert.deepEqual(totals[0], totals[1]);
    await Promise.all([embedded, elastic].map((index) => index.apply(all.slice(half))));
    await elastic.refresh();
  });
  after(async () => {
    await Promise.all([embedded.close(), elastic.close()]);
    await dropIndices(await engineUrl('elasticsearch'), namespace);
    await rm(folder, { recursive: true });
  });

  async function same<Found>(ask: (index: SearchIndex) => Promise<Found[]>): Promise<void> {
    const [here, there] = await Promise.all([ask(embedded), ask(elastic)]);
    assert.deepEqual(there, here);
    found += here.length;
  }

  const word = fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.constantFrom('', '-', '"', '-"'), fc.nat(3), fc.nat(2))
    .map(([text, at, sign, more, cut]) => {
      const words = text.split(/\s+/u).filter((one) => one !== '');
      const from = words.length === 0 ? 0 : at % words.length;
      const quoted = sign.endsWith('"');
      const piece = words.slice(from, from + (quoted ? more + 1 : 1)).join(' ');
      // Also pieces of words, from both ends.
      const characters = Array.from(piece);
      const short = cut === 0 ? piece : characters.slice(cut - 1, cut === 1 ? -1 : undefined).join('');
      return `${sign}${short.replaceAll('"', '')}${quoted ? '"' : ''}`;
    });
  const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
  const id = fc.nat(texts.length).map(idOf);
  const accountId = fc.constantFrom(...authors, 999);
  const marks = [
    'media',
    'image',
    'link',
    'reply',
    'sensitive',
    'language:fr',
    'tag:cafe',
    'tag:東京_京都',
    'video',
    'tag:big_cat',
  ];
  const filter: fc.Arbitrary<Filter> = fc.oneof(
    accountId.map((author): Filter => ({ kind: 'author', accountId: author })),
    fc.constantFrom(...marks).map((mark): Filter => ({ kind: 'mark', mark })),
    fc.tuple(id, id).map(([from, to]): Filter => ({ kind: 'ids', from, to })),
    fc.constant<Filter>({ kind: 'open' }),
    fc
      .tuple(accountId, fc.array(id, { maxLength: 9 }))
      .map(([who, ids]): Filter => ({ kind: 'library', accountId: who, ids })),
  );
  const question: fc.Arbitrary<StatusQuery> = fc
    .record({
      text,
      all: fc.array(filter, { maxLength: 2 }),
      none: fc.array(filter, { maxLength: 1 }),
      viewer: fc.record({ accountId, ids: fc.array(id, { maxLength: 5 }) }),
      limit: fc.constantFrom(1, 5, 40, 1000),
    })
    .map(({ text: asked, ...rest }) => ({ ...rest, words: matchesOf(parseQuery(asked), false) }));

  const runs = { numRuns: 600 };

  test('posts: words, phrases, what must not be there, conditions', async () => {
    found = 0;
    await fc.assert(
      fc.asyncProperty(question, (query) => same((index) => index.statuses(query))),
      runs,
    );
    assert.ok(found > 1_000, `only ${found} were found: the questions are too narrow`);
  });

  test('posts: every piece of every text that was written for this', async () => {
    for (const written of texts.slice(0, 60)) {
      const characters = Array.from(written);
      for (let from = 0; from < Math.min(characters.length, 12); from += 3) {
        const piece = characters.slice(from, from + 4).join('');
        for (const asked of [piece, `"${piece}"`]) {
          const query = parseQuery(asked);
          if (asksNothing(query)) continue;
          const viewer = { accountId: 100, ids: [] };
          await same((index) =>
            index.statuses({ words: matchesOf(query, false), all: [], none: [], viewer, limit: 100 }),
          );
        }
      }
    }
  });

  test('posts: page by page the same as at once', async () => {
    const viewer = { accountId: 100, ids: [] };
    const words = matchesOf(parseQuery(''), false);
    const all = await elastic.statuses({ words, all: [], none: [], viewer, limit: 1000 });
    const pages: number[] = [];
    for (let to = Number.MAX_SAFE_INTEGER; ; ) {
      const range: Filter = { kind: 'ids', from: 0, to };
      const page = await elastic.statuses({ words, all: [range], none: [], viewer, limit: 7 });
      pages.push(...page);
      to = page.at(-1) ?? 0;
      if (page.length < 7) break;
    }
    assert.deepEqual(pages, all);
    await same((index) => index.statuses({ words, all: [], none: [], viewer, limit: 1000 }));
  });

  const some = people();
  const beginning = fc.oneof(
    fc
      .tuple(fc.constantFrom(...some), fc.integer({ min: 1, max: 9 }))
      .map(([one, length]) => one.username.slice(0, length)),
    fc
      .tuple(fc.constantFrom(...some), fc.nat(9))
      .map(([one, from]) => Array.from(one.displayName).slice(from).join('')),
    text,
  );

  test('accounts, in the same order', async () => {
    found = 0;
    const preferred = fc.array(fc.constantFrom(...some.map((one) => one.id)), { maxLength: 40 });
    const asked = fc.record({
      text: beginning,
      preferred,
      only: fc.boolean(),
      limit: fc.constantFrom(1, 20, 500),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ text: written, ...rest }) => {
        const words = matchesOf(parseQuery(written), true);
        if (words.all.length === 0) return;
        const name = /^@?(\w+)$/.exec(written.trim())?.[1]?.toLowerCase() ?? null;
        await same((index) => index.accounts({ words, name, ...rest }));
      }),
      runs,
    );
    assert.ok(found > 1_000, `only ${found} were found`);
  });

  test('tags, in the same order', async () => {
    found = 0;
    const names = tags().map((one) => one.name);
    const asked = fc.oneof(
      fc.tuple(fc.constantFrom(...names), fc.nat(4), fc.nat(3)).map(([name, from, length]) =>
        Array.from(name)
          .slice(from % 2, from + length + 1)
          .join(''),
      ),
      text,
    );
    await fc.assert(
      fc.asyncProperty(asked, fc.constantFrom(1, 5, 500), async (written, limit) => {
        const words = matchesOf(parseQuery(written), true);
        if (words.all.length === 0) return;
        const name = /^#?(\S+)$/.exec(written.trim())?.[1];
        await same((index) => index.tags({ words, name: name === undefined ? null : foldTag(name), limit }));
      }),
      runs,
    );
    assert.ok(found > 200, `only ${found} were found`);
  });
});
