import { counted } from './counted.ts';

export const search = {
  title: (q: string) => `Search: ${q}`,
  label: 'Search people, posts and tags',
  placeholder: 'People, posts, #tags, or an address',
  go: 'Search',
  show: 'Show',
  all: 'All',
  kinds: { accounts: 'People', statuses: 'Posts', hashtags: 'Tags' },
  showAll: 'Show all',
  how: 'What you can write here',
  howMore:
    'Words find people, posts and tags. The rest narrows posts, can be combined, and with a minus before it it means the opposite.',
  narrow: 'Narrow the search',
  tryExample: (example: string) => `Put in: ${example}`,
  rules: {
    words: 'all these words, in any order',
    phrase: 'these words as they stand',
    not: 'without this word',
    tag: 'posts with this tag',
    from: 'what you wrote; with a name, what that person wrote',
    has: 'with pictures or with links',
    is: 'answers to others; posts marked as sensitive',
    days: 'before or after a day, or on it (in UTC)',
    language: 'in this language',
    in: 'in what you wrote, liked, boosted or bookmarked, or that mentions you; or in what is public',
  },
  notes: {
    long: (characters: number, parts: number) =>
      `That is long: only the first ${characters} characters and ${parts} parts count.`,
    value: (operator: string, value: string, known: readonly string[]) =>
      `“${operator}:${value}” is searched for as a word. There are: ${known.join(', ')}.`,
    day: (written: string) => `“${written}” is no day. Write it as year-month-day: 2026-02-28.`,
    account: (written: string) => `“${written}” cannot be anybody's name here. Write from:name or from:me.`,
    language: (written: string) => `“${written}” is no language. Write its code: language:en, language:de.`,
    alone: (operator: string) => `Something is missing behind “${operator}:”, with no space in between.`,
    absent: (written: string) => `No post here has “${written}”: there are pictures and links.`,
    nothing: 'There is no word in this that could be searched for.',
  },
  recent: 'Searched for lately',
  clear: 'Clear',
  forget: (text: string) => `Forget: ${text}`,
  nothing: (q: string) => `Nothing found for “${q}”.`,
  foundSome: (people: number, posts: number, tags: number) =>
    `Found: ${counted(people, 'person', 'people')}, ${counted(posts, 'post', 'posts')}, ${counted(tags, 'tag', 'tags')}`,
  uses: (count: number) => `${counted(count, 'post', 'posts')} lately`,
  signedOut: 'Posts can be searched by those who are signed in.',
};
