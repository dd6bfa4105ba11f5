/** A small place that looks alive: people who know each other and talk. */
import { AppError } from '@fanfare/kernel';
import type { Contracts } from '@fanfare/server';
import type { Seeded } from './network.ts';

const PASSWORD = 'fanfare-demo';

const people = [
  { username: 'mira', display_name: 'Mira Okafor', note: 'Bakes before dawn, cycles after work. #sourdough' },
  { username: 'tomasz', display_name: 'Tomasz', note: 'Repairs old radios and listens to new ones.' },
  {
    username: 'june',
    display_name: 'June Park 박준',
    note: 'Librarian. Asks for recommendations, gives two back.',
  },
  { username: 'ravi', display_name: 'Ravi', note: 'Gardens on a balcony of four square metres. #balcony' },
  { username: 'elise', display_name: 'Élise Fournier', note: 'Choir, café, cat. In that order on Tuesdays.' },
  { username: 'yuki', display_name: '由紀', note: '東京都に住んでいます。写真と散歩。' },
];

/** Who says what; `to` is the index of the post that is answered. */
const posts: { by: number; text: string; to?: number }[] = [
  {
    by: 0,
    text: 'First loaf of the season out of the oven. The kitchen smells like a promise kept. #sourdough',
  },
  { by: 2, text: '@mira What flour do you use? Asking for the whole library.', to: 0 },
  { by: 0, text: '@june Rye and a bit of spelt. I will bring one on Thursday.', to: 1 },
  { by: 3, text: 'The tomatoes on the balcony have decided that it is July. #balcony' },
  {
    by: 1,
    text: 'Got a 1962 receiver to play again. First thing it picked up was a weather report from another country.',
  },
  { by: 4, text: '@tomasz That is the most romantic sentence I have read this week.', to: 4 },
  { by: 5, text: '今朝の散歩。川沿いの光がきれいだった。 #散歩' },
  { by: 2, text: 'Reading group tonight: bring one page you disagree with.' },
  { by: 4, text: 'Rehearsal moved to eight. The cat has been informed. She does not agree.' },
  { by: 3, text: '@elise Please forward her objections to the choir board.', to: 8 },
  { by: 1, text: 'Does anyone have a soldering iron to lend until Sunday? Mine gave up with dignity.' },
  { by: 0, text: '@tomasz Mine is yours. Trade for a slice of radio.', to: 10 },
];

export async function seedDemo(contracts: Contracts): Promise<Seeded> {
  const made = await contracts.auth.createAccounts({
    accounts: people.map((person) => ({
      ...person,
      email: `${person.username}@example.org`,
      password: PASSWORD,
    })),
  });
  const ids = made.map((answer, index) => {
    if (answer.account_id === null)
      throw new AppError('conflict', {
        text: `@${people[index]?.username} was not made: ${answer.error}. The demo wants a place of its own (FANFARE_DATA).`,
      });
    return answer.account_id;
  });
  const pairs = ids.flatMap((one) =>
    ids.filter((other) => other !== one).map((other): [number, number] => [one, other]),
  );
  const { created } = await contracts.userGraph.followMany({ pairs });
  const statuses = posts.flatMap((post) => {
    const author = ids[post.by];
    return author === undefined
      ? []
      : [{ account_id: author, text: post.text, ...(post.to === undefined ? {} : { reply_to: post.to }) }];
  });
  const published = await contracts.write.publishMany({ statuses });
  return { accounts: ids.length, follows: created, posts: published.ids.length, password: PASSWORD };
}
