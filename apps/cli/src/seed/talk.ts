/** What is said in the demo, in this order, and what becomes of it. */
import type { PictureName } from './drawings/pictures.ts';

export interface DemoPost {
  /** How others point at it. */
  key?: string;
  by: string;
  text: string;
  /** The key of what it answers. */
  to?: string;
  language?: string;
  warning?: string;
  sensitive?: boolean;
  visibility?: 'public' | 'unlisted' | 'private' | 'direct';
  pictures?: readonly (readonly [name: PictureName, description: string])[];
}

export const talk: readonly DemoPost[] = [
  {
    key: 'hello',
    by: 'nora',
    text: 'Welcome, everybody. Be kind, describe your pictures, and tell me when something is wrong. I look in every morning and every evening.',
  },
  {
    key: 'radio',
    by: 'tomasz',
    text: 'Got a 1962 receiver to play again. First thing it picked up was a weather report from another country. #radio',
    pictures: [
      ['receiver', 'A wooden radio with a round-cornered case, a dial with a red needle and two knobs'],
    ],
  },
  {
    key: 'romantic',
    by: 'elise',
    to: 'radio',
    text: '@tomasz That is the most romantic sentence I have read this week.',
  },
  {
    by: 'tomasz',
    to: 'romantic',
    text: '@elise It was raining there. I could hear it in the reader’s voice.',
  },
  {
    key: 'walk',
    by: 'yuki',
    language: 'ja',
    text: '今朝の散歩。川沿いの光がきれいだった。 #散歩',
    pictures: [['river', '朝の川。丘の上に低い太陽があり、水面が光っている']],
  },
  { key: 'light', by: 'june', to: 'walk', text: '@yuki The light! Which river is it?' },
  { by: 'yuki', to: 'light', language: 'ja', text: '@june 多摩川です。朝五時半ごろ。' },
  {
    key: 'tour',
    by: 'jonas',
    language: 'de',
    text: 'Heute 86 Kilometer, zwei Pässe, ein Platten und drei Stück Kuchen. In dieser Reihenfolge. #Radtour',
    pictures: [['tracks', 'Ein rotes Fahrrad vor grünen Hügeln']],
  },
  { by: 'nora', to: 'tour', text: '@jonas The order matters. Well ridden!' },
  {
    key: 'coffee',
    by: 'amal',
    language: 'ar',
    text: 'صباح الخير من شرفتي. فنجان قهوة بالهيل، وصوت المدينة قبل أن تستيقظ. #قهوة',
    pictures: [['coffee', 'فنجان قهوة أبيض يتصاعد منه البخار، وبجانبه ثلاث حبات بن']],
  },
  { by: 'mira', to: 'coffee', text: '@amal I can smell the cardamom from here. صباح النور!' },
  {
    key: 'tomatoes',
    by: 'ravi',
    text: 'The tomatoes on the balcony have decided that it is July. Eleven and counting. #balcony',
    pictures: [['tomatoes', 'Three red tomatoes and a green one on the vine']],
  },
  {
    key: 'envy',
    by: 'jonas',
    to: 'tomatoes',
    language: 'de',
    text: '@ravi Elf! Auf vier Quadratmetern! Ich verneige mich.',
  },
  { by: 'ravi', to: 'envy', text: '@jonas Danke! The secret is talking to them. And pots.' },
  {
    key: 'rehearsal',
    by: 'elise',
    language: 'fr',
    text: 'La répétition est déplacée à vingt heures. Le chat a été informé. Elle n’est pas d’accord. #chorale',
    pictures: [['cat', 'Un chat roux, les yeux fermés, couché sur les touches d’un piano']],
  },
  { by: 'ravi', to: 'rehearsal', text: '@elise Please forward her objections to the choir board.' },
  {
    key: 'group',
    by: 'june',
    text: 'Reading group tonight: bring one page you disagree with, and one that you wish you had written.\n\nNew faces are welcome; we have tea, chairs, and far too many bookmarks. More under https://library.example/reading-group/thursdays-in-the-small-hall',
  },
  {
    key: 'ending',
    by: 'tomasz',
    to: 'group',
    warning: 'How “The Lighthouse Keeper” ends',
    text: '@june The keeper was the storm all along. I disagree with page 312 and I will bring it.',
  },
  {
    by: 'june',
    to: 'ending',
    warning: 'How “The Lighthouse Keeper” ends',
    text: '@tomasz You are wrong, and I look forward to hearing why.',
  },
  {
    by: 'yuki',
    language: 'ja',
    sensitive: true,
    text: '昨夜の雷。音に驚く人は開かないでください。',
    pictures: [['storm', '暗い空の雲と黄色い稲妻']],
  },
  {
    by: 'jonas',
    language: 'de',
    visibility: 'unlisted',
    text: 'Notiz an mich selbst: Flickzeug gehört ins Rad, nicht in die Schublade. 🚲',
  },
  {
    by: 'mira',
    visibility: 'private',
    text: 'For those who follow me: the bakery sale is on Saturday, and I am nervous.',
  },
  { by: 'amal', to: 'tomatoes', language: 'ar', text: '@ravi ما شاء الله! هل تشاركنا الوصفة؟' },
  {
    key: 'first',
    by: 'sam',
    text: 'First post here. I build #kites out of old umbrellas and I have many questions about wind.',
  },
  {
    by: 'mira',
    to: 'first',
    text: '@sam Welcome! Tomasz knows about wind. He listens to it for hours and calls it short wave.',
  },
  {
    by: 'nora',
    visibility: 'direct',
    text: '@sam Good to have you here. Your second post about the shop was not accepted: we keep advertising out. Do show the kites!',
  },
  {
    key: 'loaf',
    by: 'mira',
    text: 'First loaf of the season out of the oven. The kitchen smells like a promise kept. #sourdough',
    pictures: [['loaf', 'A round-backed loaf of bread with four cuts, on a wooden table, crumbs around it']],
  },
  {
    key: 'flour',
    by: 'june',
    to: 'loaf',
    text: '@mira What flour do you use? Asking for the whole library.',
  },
  {
    key: 'rye',
    by: 'mira',
    to: 'flour',
    text: '@june Rye and a bit of spelt. I will bring one on Thursday.',
  },
  { by: 'june', to: 'rye', text: '@mira The whole library thanks you. 📚🍞' },
  { by: 'elise', to: 'loaf', language: 'fr', text: '@mira On sent la croûte jusqu’ici. Magnifique ! 🥖' },
  {
    key: 'iron',
    by: 'tomasz',
    text: 'Does anyone have a soldering iron to lend until Sunday? Mine gave up with dignity.',
  },
  { by: 'mira', to: 'iron', text: '@tomasz Mine is yours. Trade for a slice of radio.' },
];

type Marks = Readonly<Record<string, readonly string[]>>;

/** Keys of posts, by who boosts them. */
export const boosts: Marks = {
  mira: ['tomatoes', 'coffee'],
  ravi: ['loaf', 'tour'],
  nora: ['first', 'group'],
  elise: ['radio'],
  june: ['loaf', 'walk'],
};

export const favourites: Marks = {
  mira: ['radio', 'walk', 'tour', 'coffee', 'tomatoes', 'rehearsal', 'first'],
  tomasz: ['romantic', 'loaf', 'hello', 'group'],
  june: ['walk', 'loaf', 'rye', 'radio'],
  ravi: ['loaf', 'envy', 'rehearsal', 'coffee'],
  elise: ['radio', 'loaf', 'tomatoes', 'coffee'],
  yuki: ['loaf', 'light', 'tomatoes'],
  amal: ['loaf', 'rehearsal', 'tomatoes'],
  jonas: ['tomatoes', 'loaf', 'first', 'hello'],
  nora: ['tour', 'loaf', 'coffee', 'first'],
  sam: ['loaf', 'hello', 'iron'],
};

export const bookmarks: Marks = {
  mira: ['group', 'coffee'],
  june: ['loaf', 'radio'],
  tomasz: ['ending'],
  nora: ['hello'],
};

/** Posts of somebody new that wait for a reviewer, or waited. `picture`: in an answer to the one before. */
export const submissions = {
  by: 'sam',
  rejected: {
    text: 'CHEAP KITES!!! Buy three, pay two: https://kites.example/sale',
    reason: 'We keep advertising out of here. Show us the kites instead!',
  },
  pending: {
    text: 'A question for those who know the hill behind the library: is the wind there steady enough for a kite of two metres?',
  },
  followUp: {
    text: 'It would look about like this, only less stormy.',
    picture: ['storm', 'A yellow bolt of lightning under a dark cloud'] as const,
  },
} as const;
