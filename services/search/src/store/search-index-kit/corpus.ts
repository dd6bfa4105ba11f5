/** Texts, people and tags of many kinds, for tests that compare what two indices find. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { statusDocuments } from '../../domain/documents.ts';
import type { AccountDocument, SearchDocument, TagDocument } from '../search-index.ts';

const POSTS = resolve(import.meta.dirname, '../../../../../../shared/data/tweets.txt');
/** Real posts that are taken, where there are any. */
const TAKEN = 500;

export const authors = Array.from({ length: 12 }, (_, at) => 100 + at);

const written = [
  'Un café noir, s’il vous plaît',
  'un cafe au lait',
  'CAFÉS et CAFÉ CRÈME',
  'naïve façade, Straße, STRASSE, Łódź, Ærø',
  '東京都の天気は晴れ',
  '京都と東京',
  '東京へ行きたい！',
  '西東京bar baz',
  'foo東京',
  '都',
  '東 京',
  'スーパーマンがﾊﾟﾝを食べる',
  '한국어를 배운다',
  '한국 음식',
  'สวัสดีครับ',
  'ภาษาไทย',
  '𠮷野家で牛丼',
  '吾輩は猫である。名前はまだ無い。',
  'https://example.org/a/b?c=d#e and www.example.com/path',
  'see (http://localhost:3000/@alice/1) or mail a.b@c.example',
  'party 🎉🎉 time 👩‍👩‍👧‍👦 family',
  '👍',
  '❤️ love',
  "don’t can't won`t",
  'snake_case kebab-case dot.case 3.14 1,000',
  'hello big world',
  'Hello, world!',
  'hello hello hello',
  'world hello',
  'a b a b a',
  'AND OR NOT NEAR hello',
  'text:hello "quoted words"',
  'every open media marks a100 m1',
  'مُحَمَّد والسلام',
  'שָׁלוֹם עולם',
  'ΟΔΟΣ οδός',
  'Ёлка и ель',
  'हिन्दी में',
  'x\u200By zero\u00ADwidth',
  'ＦＵＬＬ width ﬁne ℡',
  '#Café #東京都 #big_cat #cats',
  '#cat cat cats',
  `${'long'.repeat(40)} word`,
  'İstanbul ıspanak',
  '· middle · dot',
  '',
  ' \n\t ',
  '!!! ??? …',
  'a',
  'to be or not to be',
  'not to be',
  'be to not',
  'ﷺ',
  'Ǆ ǆ ǅ',
  'ß',
  'ſ',
  '\u{10428}\u{10400} deseret',
];

const real = existsSync(POSTS) ? readFileSync(POSTS, 'utf8').split('\n').slice(0, TAKEN) : [];
export const texts: readonly string[] = [...written, ...real];

/** Every text as a post, by several authors, some to few, some with pictures, replies and tags. */
export function posts(): SearchDocument[] {
  return texts.flatMap((text, at): SearchDocument[] => {
    const tags = [...text.matchAll(/#([\p{L}\p{N}_]+)/gu)].map(([, tag = '']) => tag.toLowerCase());
    const row = {
      id: idOf(at),
      version: 1,
      account_id: pick(authors, at * 7),
      text,
      spoiler_text: at % 11 === 0 ? 'Spoiler: ünsafe' : '',
      visibility: at % 5 === 0 ? ('direct' as const) : ('public' as const),
      sensitive: at % 11 === 0 ? 1 : 0,
      language: pick(['en', 'fr', 'ja', null], at),
      in_reply_to_id: at % 4 === 0 ? 1 : null,
      reblog_of_id: null,
      deleted_at: at % 23 === 22 ? 1 : null,
      has_media: at % 6 === 0 ? 1 : 0,
    };
    const media =
      at % 6 === 0 ? [{ type: at % 12 === 0 ? 'image' : 'video', description: 'A picture of a cat' }] : [];
    const mentions = at % 3 === 0 ? [pick(authors, at * 5), pick(authors, at)] : [];
    return statusDocuments(row as Parameters<typeof statusDocuments>[0], { mentions, tags, media });
  });
}

export function idOf(at: number): number {
  return 1_000 + at * 3;
}

/** Names that begin alike, of many lengths, with words of the texts in what they say of themselves. */
export function people(): AccountDocument[] {
  const words = [
    'ali',
    'alice',
    'alicia',
    'al',
    'bob',
    'bobby',
    'carol',
    'dave',
    'mallory',
    'zoe',
    'tokyo',
    'cafe',
    'cat',
  ];
  const ends = ['', '_', '_b', '1', '12', '_the_great', 'x', '_al', '99bob'];
  const names = ['', 'Café Olé', '東京都のボブ', 'Ali Baba', 'Bob', 'ΟΔΟΣ', 'Zoë', 'the cat', '猫'];
  return words.flatMap((word, at) =>
    ends.map((end, which) => ({
      kind: 'account' as const,
      id: 5_000 + at * 20 + which * 2,
      version: 1,
      username: which % 2 === 0 ? `${word}${end}` : `${word[0]?.toUpperCase()}${word.slice(1)}${end}`,
      displayName: pick(names, at + which * 5),
      note: pick(texts, at * 31 + which * 17),
    })),
  );
}

export function tags(): TagDocument[] {
  const names = [
    'cat',
    'cats',
    'catsofhere',
    'black_cats',
    'café',
    'cafe',
    'cafés',
    '東京',
    '東京都',
    '京都',
    '猫',
    'a',
    'ab',
    'abc',
    'b_a',
    '𠮷野家',
    'ﾊﾟﾝ',
    'bobcat',
    'hello_world',
    'helloworld',
    'world',
    '2024',
    'x1',
    'x12',
  ];
  return names.map((name, at) => ({ kind: 'tag', name: name.normalize('NFKC'), version: at + 1 }));
}

function pick<Item>(items: readonly Item[], at: number): Item {
  const item = items[at % items.length];
  if (item === undefined) throw new Error('There is nothing to pick from');
  return item;
}
