/** Who lives in the demo, and who follows whom. */
import type { RoleName } from '@fanfare/contracts';

export interface DemoPerson {
  username: string;
  name: string;
  note: string;
  /** Of the profile picture, for those who do not see it. */
  looks: string;
  header: string;
  fields?: readonly (readonly [name: string, value: string])[];
  language: string;
  role?: RoleName;
  /** Decides who follows. */
  locked?: boolean;
  follows: readonly string[];
  /** For the list that is printed. */
  is: string;
}

export const people: readonly DemoPerson[] = [
  {
    username: 'mira',
    name: 'Mira Okafor',
    note: 'Bakes before dawn, cycles after work. Trades bread for good stories. #sourdough',
    looks: 'Mira in a white shirt, her hair in a bun',
    header: 'A wheat field in the evening sun',
    fields: [
      ['Oven on', 'Tuesdays and Fridays, five o’clock'],
      ['Recipes', 'https://bread.example/mira'],
    ],
    language: 'en',
    follows: ['tomasz', 'june', 'ravi', 'elise', 'jonas', 'nora', 'amal'],
    is: 'bakes; has the most going on',
  },
  {
    username: 'tomasz',
    name: 'Tomasz',
    note: 'Repairs old radios and listens to new ones. #radio',
    looks: 'Tomasz with red headphones',
    header: 'A radio mast at night, its waves around it',
    fields: [['On the bench', 'A receiver from 1962']],
    language: 'en',
    follows: ['mira', 'june', 'elise', 'nora', 'yuki'],
    is: 'repairs radios',
  },
  {
    username: 'june',
    name: 'June Park 박준',
    note: 'Librarian. Asks for recommendations, gives two back.\n\nReading group on Thursdays: bring one page you disagree with.',
    looks: 'June with round glasses and short black hair',
    header: 'Two shelves full of colourful books',
    fields: [
      ['Pronouns', 'she/her'],
      ['Now reading', 'Three at once, as always'],
    ],
    language: 'en',
    locked: true,
    follows: ['mira', 'tomasz', 'ravi', 'yuki', 'nora'],
    is: 'librarian; approves who follows her, and somebody has asked',
  },
  {
    username: 'ravi',
    name: 'Ravi',
    note: 'Gardens on a balcony of four square metres. #balcony',
    looks: 'Ravi with curly hair, in front of green',
    header: 'Leaves in many greens',
    fields: [['Tomatoes', 'Eleven so far']],
    language: 'en',
    follows: ['mira', 'june', 'elise', 'yuki', 'jonas', 'amal'],
    is: 'gardens on a balcony',
  },
  {
    username: 'elise',
    name: 'Élise Fournier',
    note: 'Chorale, café, chat. Dans cet ordre le mardi. #chorale',
    looks: 'Élise with long red hair and a flower in it',
    header: 'Notes on two staves, white on violet',
    fields: [['Voix', 'Alto']],
    language: 'fr',
    follows: ['mira', 'tomasz', 'ravi', 'amal'],
    is: 'writes French',
  },
  {
    username: 'yuki',
    name: '由紀',
    note: '東京都に住んでいます。写真と散歩。 #散歩',
    looks: '黒い短髪の由紀',
    header: '桜の花びらと雪の山',
    fields: [['カメラ', 'フィルムだけ']],
    language: 'ja',
    follows: ['june', 'tomasz', 'ravi'],
    is: 'writes Japanese',
  },
  {
    username: 'amal',
    name: 'أمل الخطيب',
    note: 'أحب القهوة والخط العربي والصباحات الهادئة. #قهوة',
    looks: 'أمل بحجاب أخضر',
    header: 'زخارف هندسية خضراء وذهبية',
    fields: [['القهوة', 'بالهيل دائمًا']],
    language: 'ar',
    follows: ['mira', 'elise', 'ravi', 'nora'],
    is: 'writes Arabic, from right to left',
  },
  {
    username: 'jonas',
    name: 'Jonas Weber',
    note: 'Pensionierter Lehrer, unpensionierter Radfahrer. #Radtour',
    looks: 'Jonas mit weißem Bart und Brille',
    header: 'Ein Weg durch grüne Hügel',
    fields: [['Kilometer in diesem Jahr', '4.312']],
    language: 'de',
    follows: ['mira', 'ravi', 'nora', 'sam'],
    is: 'writes German',
  },
  {
    username: 'nora',
    name: 'Nora Lindqvist',
    note: 'Keeps the light on here: moderator. Write to me when something is wrong.',
    looks: 'Nora in a yellow cap and a yellow coat',
    header: 'A lighthouse at dusk',
    fields: [['Reviews', 'Every morning and every evening']],
    language: 'en',
    role: 'moderator',
    follows: ['mira', 'tomasz', 'june', 'jonas', 'amal', 'sam'],
    is: 'moderator: the posts that wait are in her queue',
  },
  {
    username: 'sam',
    name: 'Sam 🪁',
    note: 'New here. Builds kites, asks questions.',
    looks: 'Sam with glasses and curly hair',
    header: 'Three kites in a blue sky',
    language: 'en',
    follows: ['mira', 'june', 'nora', 'jonas'],
    is: 'new: one post is published, one was not accepted, two wait',
  },
];
