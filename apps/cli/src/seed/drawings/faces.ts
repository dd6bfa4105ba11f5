/** Portraits: head, hair and shoulders before a plain ground, each with a mark of its own. */
import type { Drawing } from './draw.ts';
import { circle, ellipse, gradient, line, path, rect } from './draw.ts';

interface Face {
  ground: readonly [string, string];
  skin: string;
  hair: string;
  clothes: string;
  style: keyof typeof styles;
  extra?: keyof typeof extras;
}

/** Behind the head, and over it. */
const styles = {
  bun: (hair: string) => [
    circle(200, 62, 42, hair),
    path('M108 190c-6-92 42-128 92-128s98 36 92 128c-22-62-58-80-92-80s-70 18-92 80z', hair),
  ],
  short: (hair: string) => [
    '',
    path('M112 178c-12-86 44-116 92-116 56 0 98 38 84 116-10-40-30-58-56-60-40-2-92-8-120 60z', hair),
  ],
  bob: (hair: string) => [
    path(
      'M98 250c-20-120 20-192 102-192s122 72 102 192c-4 24-46 24-50 0V150H148v100c-4 24-46 24-50 0z',
      hair,
    ),
    path('M118 172c4-60 40-92 82-92s78 32 82 92c-30-16-50-30-60-52-20 30-60 48-104 52z', hair),
  ],
  curls: (hair: string) => [
    [
      [118, 138],
      [132, 98],
      [166, 70],
      [206, 60],
      [246, 74],
      [274, 104],
      [286, 142],
      [108, 178],
      [292, 180],
    ]
      .map(([x = 0, y = 0]) => circle(x, y, 38, hair))
      .join(''),
    path('M122 150c20-50 136-54 156 0-30-24-126-24-156 0z', hair),
  ],
  long: (hair: string) => [
    path('M92 330c-10-170-4-272 108-272s118 102 108 272z', hair),
    path('M116 190c0-76 36-108 84-108s84 32 84 108c-10-40-30-62-58-72-20 30-76 40-110 72z', hair),
  ],
  scarf: (hair: string) => [
    path('M88 340C60 130 120 48 200 48s140 82 112 292z', hair),
    path('M120 200c-4-80 32-116 80-116s84 36 80 116c-2-62-30-88-80-88s-78 26-80 88z', hair),
  ],
  bald: (hair: string) => [
    '',
    path('M122 226c6 70 40 92 78 92s72-22 78-92c-14 30-40 34-52 28-16-8-36-8-52 0-12 6-38 2-52-28z', hair),
  ],
  cap: (hair: string) => [
    '',
    path('M112 160c4-62 40-92 88-92s84 30 88 92z', hair) + rect(104, 148, 220, 20, hair, 10),
  ],
  sides: (hair: string) => [
    path('M104 210c-14-110 30-150 96-150s110 40 96 150z', hair),
    path('M116 168c20-14 60-20 84-64 10 34 50 56 84 64 0-50-24-98-84-98s-84 48-84 98z', hair),
  ],
};

const extras = {
  glasses: () =>
    line(
      'M146 196a24 24 0 1 0 48 0a24 24 0 1 0-48 0M206 196a24 24 0 1 0 48 0a24 24 0 1 0-48 0M194 192q6-6 12 0',
      '#2b2735',
      7,
    ),
  headphones: () =>
    line('M108 200C100 90 150 50 200 50s100 40 92 150', '#2b2735', 14) +
    rect(92, 180, 32, 64, '#e4573d', 14) +
    rect(276, 180, 32, 64, '#e4573d', 14),
  flower: () =>
    [0, 72, 144, 216, 288]
      .map((turn) => `<g transform="rotate(${turn} 276 112)">${ellipse(276, 92, 12, 20, '#fff4f7')}</g>`)
      .join('') + circle(276, 112, 11, '#f3b63a'),
  earrings: () => circle(112, 240, 9, '#f3b63a') + circle(288, 240, 9, '#f3b63a'),
};

const faces: Readonly<Record<string, Face>> = {
  mira: {
    ground: ['#ffd9a0', '#f59f64'],
    skin: '#7b4a2f',
    hair: '#2a1a17',
    clothes: '#fff6e9',
    style: 'bun',
    extra: 'earrings',
  },
  tomasz: {
    ground: ['#9fd3e6', '#4d8fb5'],
    skin: '#f0c8a6',
    hair: '#a8703a',
    clothes: '#24405a',
    style: 'short',
    extra: 'headphones',
  },
  june: {
    ground: ['#f6c5d3', '#b96a9c'],
    skin: '#f2cfae',
    hair: '#241f2b',
    clothes: '#3c2a55',
    style: 'bob',
    extra: 'glasses',
  },
  ravi: {
    ground: ['#cfe8a6', '#6fa861'],
    skin: '#a86b43',
    hair: '#221a18',
    clothes: '#f2e6c8',
    style: 'curls',
  },
  elise: {
    ground: ['#c9c4f5', '#7a6fd0'],
    skin: '#f6d3bd',
    hair: '#b5482f',
    clothes: '#22304f',
    style: 'long',
    extra: 'flower',
  },
  yuki: {
    ground: ['#fde2e2', '#e58a8a'],
    skin: '#f5d6b8',
    hair: '#1f1d26',
    clothes: '#fbfbf5',
    style: 'sides',
  },
  amal: {
    ground: ['#f7e0b0', '#d29a4b'],
    skin: '#c98f62',
    hair: '#1f6f6a',
    clothes: '#1f6f6a',
    style: 'scarf',
  },
  jonas: {
    ground: ['#b8e0d2', '#3f8f82'],
    skin: '#efc3a0',
    hair: '#d9dde2',
    clothes: '#d2553f',
    style: 'bald',
    extra: 'glasses',
  },
  nora: {
    ground: ['#bcd4f2', '#3f5f9e'],
    skin: '#f4d0b5',
    hair: '#e8c468',
    clothes: '#f3c23c',
    style: 'cap',
  },
  sam: {
    ground: ['#e8d3f5', '#9a63c4'],
    skin: '#8f5a3c',
    hair: '#3a2540',
    clothes: '#ff8f70',
    style: 'curls',
    extra: 'glasses',
  },
};

/** @param name of somebody in the demo */
export function face(name: string): Drawing | null {
  const of = faces[name];
  if (of === undefined) return null;
  const [behind = '', over = ''] = styles[of.style](of.hair);
  const shapes = [
    `<defs>${gradient('ground', ...of.ground, { slanted: true })}</defs>`,
    rect(0, 0, 400, 400, 'url(#ground)'),
    circle(316, 84, 150, '#ffffff', 0.14),
    behind,
    path('M50 410c4-84 60-112 150-112s146 28 150 112z', of.clothes),
    path('M166 250h68v62c0 40-68 40-68 0z', of.skin),
    path('M166 286c20 18 48 18 68 0v12c-20 20-48 20-68 0z', '#00000022'),
    ellipse(200, 196, 84, 100, of.skin),
    ellipse(172, 198, 8, 10, '#2b2735'),
    ellipse(228, 198, 8, 10, '#2b2735'),
    ellipse(150, 226, 16, 10, '#ff6b5a55'),
    ellipse(250, 226, 16, 10, '#ff6b5a55'),
    line('M172 244q28 24 56 0', '#2b2735', 7),
    over,
    of.extra === undefined ? '' : extras[of.extra](),
  ];
  return { width: 400, height: 400, shapes: shapes.join('') };
}
