/** What people of the demo show in their posts. */
import type { Drawing } from './draw.ts';
import { circle, ellipse, gradient, line, numbers, path, rect } from './draw.ts';
import { ridge } from './scenes.ts';

const table = (top: string, bottom: string, board: string) =>
  `<defs>${gradient('wall', top, bottom)}</defs>${rect(0, 0, 1200, 800, 'url(#wall)')}${rect(0, 560, 1200, 240, board)}`;

function loaf(): string {
  const cuts = [440, 560, 680, 800].map((x) => line(`M${x} 330q30 60 0 130`, '#f7dfb4', 18)).join('');
  return [
    table('#fff1dc', '#f6d6a8', '#a9713f'),
    ellipse(610, 620, 420, 60, '#00000026'),
    path('M230 590c-30-230 150-310 390-310s410 90 380 310c-6 40-764 40-770 0z', '#c67f37'),
    path('M250 560c0-190 150-260 370-260s350 60 360 240c-120-150-580-160-730 20z', '#dd9a4b'),
    cuts,
    ...[260, 330, 1010, 960].map((x, index) => circle(x, 640 + index * 20, 8, '#f7dfb4')),
  ].join('');
}

function receiver(): string {
  const marks = Array.from({ length: 15 }, (_, index) =>
    line(`M${640 + index * 26} 330v${index % 5 === 0 ? 44 : 26}`, '#5b3a28', 4),
  ).join('');
  const holes = Array.from({ length: 72 }, (_, index) =>
    circle(330 + (index % 9) * 28, 350 + Math.floor(index / 9) * 28, 8, '#2b2735'),
  ).join('');
  return [
    table('#4d8fb5', '#9fd3e6', '#5b3a28'),
    rect(240, 250, 840, 380, '#8a5a34', 40),
    rect(264, 274, 792, 332, '#a36f42', 26),
    rect(300, 320, 290, 260, '#e8d9b8', 20),
    holes,
    rect(620, 310, 400, 120, '#f5e8c7', 12),
    marks,
    line('M796 318v104', '#e4573d', 8),
    circle(690, 520, 52, '#2b2735') + circle(690, 520, 36, '#e8d9b8') + line('M690 520l22-26', '#2b2735', 8),
    circle(950, 520, 52, '#2b2735') + circle(950, 520, 36, '#e8d9b8') + line('M950 520l-26-20', '#2b2735', 8),
    line('M980 250L1120 60', '#d7dde2', 8),
  ].join('');
}

function tomatoes(): string {
  const tomato = (x: number, y: number, size: number, red: string) =>
    ellipse(x, y, size, size * 0.9, red) +
    ellipse(x - size * 0.35, y - size * 0.3, size * 0.2, size * 0.12, '#ffffff77', -30) +
    [0, 72, 144, 216, 288]
      .map(
        (turn) =>
          `<g transform="rotate(${turn} ${x} ${y - size * 0.8})">${ellipse(x, y - size, size * 0.1, size * 0.3, '#3f7d4e')}</g>`,
      )
      .join('');
  return [
    `<defs>${gradient('wall', '#dff3e4', '#a9d8b8')}</defs>`,
    rect(0, 0, 1200, 800, 'url(#wall)'),
    line('M260 0C300 300 420 420 380 800M820 0c-40 240 60 460 20 800', '#2c5f42', 20),
    line(
      'M330 330C480 340 520 400 560 430M380 520c120-20 180 40 220 90M830 300C720 330 690 380 660 420',
      '#3f7d4e',
      14,
    ),
    ...[
      [300, 200, 30],
      [420, 620, -20],
      [860, 180, 200],
      [800, 640, 160],
      [330, 400, 150],
    ].map(
      ([x = 0, y = 0, turn = 0]) =>
        `<g transform="rotate(${turn} ${x} ${y})">${path(`M${x} ${y}c60-90 170-80 210 0c-40 80-150 90-210 0z`, '#3f7d4e')}</g>`,
    ),
    tomato(560, 480, 92, '#d93a2b'),
    tomato(690, 470, 78, '#e4573d'),
    tomato(610, 640, 84, '#c93025'),
    tomato(450, 330, 48, '#8fbf4d'),
  ].join('');
}

function river(): string {
  const next = numbers(71);
  return [
    `<defs>${gradient('wall', '#fdebc8', '#f7b7a3')}${gradient('water', '#f7c7ae', '#6d86b8')}</defs>`,
    rect(0, 0, 1200, 800, 'url(#wall)'),
    circle(840, 250, 90, '#fffaf0', 0.9),
    ridge(73, 300, 80, '#b58aa5', 1200, 800),
    ridge(79, 360, 60, '#7d6d99', 1200, 800),
    rect(0, 430, 1200, 370, 'url(#water)'),
    ...Array.from({ length: 30 }, () =>
      line(`M${next() * 1150} ${450 + next() * 330}h${40 + next() * 140}`, '#ffffff66', 5),
    ),
    path('M0 800V470c120 30 260 120 330 330z', '#39335c'),
    line('M120 520V300M120 380l-60-60M120 350l70-70M120 420l60-50', '#39335c', 12),
  ].join('');
}

function cat(): string {
  const keys = Array.from({ length: 16 }, (_, index) => rect(index * 76, 590, 72, 210, '#fbfaf5', 6)).join(
    '',
  );
  const black = Array.from({ length: 15 }, (_, index) =>
    index % 7 === 2 || index % 7 === 6 ? '' : rect(54 + index * 76, 590, 44, 120, '#1f1d26', 5),
  ).join('');
  return [
    rect(0, 0, 1200, 800, '#473a78'),
    rect(0, 520, 1200, 70, '#1f1d26'),
    keys,
    black,
    path(
      'M300 620c-40-260 120-360 330-350 200 10 330 130 330 330 0 40-20 60-60 60H360c-40 0-54-10-60-40z',
      '#e39a4c',
    ),
    path('M380 330l-20-150 120 90zM600 268l110-96 0 160z', '#e39a4c'),
    ...[470, 560, 650, 740].map((x) => line(`M${x + 90} 300q30 60 10 130`, '#b96f28', 16)),
    line('M440 400q26 22 52 0M570 400q26 22 52 0', '#2b2735', 9),
    path('M520 440h28l-14 18z', '#2b2735'),
    line(
      'M534 458q-20 26-44 12M534 458q20 26 44 12M420 440l-110-16M424 466l-110 20M646 440l110-16M644 466l110 20',
      '#2b2735',
      5,
    ),
    line('M940 620c120 0 150-90 90-150', '#e39a4c', 44),
  ].join('');
}

function coffee(): string {
  return [
    table('#fbe8c4', '#e9bf7f', '#1f6f6a'),
    path(
      'M520 250q-40-60 0-110t0-110M620 250q-40-60 0-110t0-110',
      'none',
      'stroke="#ffffff99" stroke-width="16" stroke-linecap="round"',
    ),
    ellipse(570, 640, 330, 60, '#00000022'),
    ellipse(570, 620, 300, 56, '#fbf4e6'),
    path('M370 330h400c0 190-60 290-200 290s-200-100-200-290z', '#fbf4e6'),
    ellipse(570, 330, 200, 50, '#e3d3b3') + ellipse(570, 336, 178, 38, '#4a2c1a'),
    line('M766 380c110-30 130 130-30 130', '#fbf4e6', 34),
    ...[
      [880, 640],
      [940, 600],
      [990, 650],
    ].map(
      ([x = 0, y = 0]) =>
        ellipse(x, y, 34, 22, '#6b3f22', 20) + line(`M${x - 24} ${y - 8}q24 10 48 16`, '#3a2212', 5),
    ),
  ].join('');
}

function tracks(): string {
  return [
    `<defs>${gradient('wall', '#bfe3f5', '#f2f6e4')}</defs>`,
    rect(0, 0, 1200, 800, 'url(#wall)'),
    ridge(83, 330, 90, '#7fb3a0', 1200, 800),
    ridge(89, 420, 60, '#4c8a76', 1200, 800),
    rect(0, 600, 1200, 200, '#d9cdb0'),
    ...[360, 840].map(
      (x) =>
        `<circle cx="${x}" cy="590" r="130" fill="none" stroke="#2b2735" stroke-width="16"/>${circle(x, 590, 14, '#2b2735')}${line(`M${x - 124} 590h248M${x} 466v248M${x - 88} 502l176 176M${x + 88} 502l-176 176`, '#2b273577', 3)}`,
    ),
    line(
      'M360 590L500 380H760L840 590M500 380L600 590H360M600 590L760 380M480 330l20 50M440 330h80M780 320l-20 60M780 320h60',
      '#d2553f',
      18,
    ),
  ].join('');
}

function storm(): string {
  return [
    rect(0, 0, 1200, 800, '#2b3a5a'),
    ...[
      [300, 180, 130],
      [470, 140, 170],
      [700, 170, 190],
      [900, 200, 140],
    ].map(([x = 0, y = 0, r = 0]) => circle(x, y, r, '#4d5f86')),
    path('M640 330l-90 170h90l-70 190 190-240h-100l80-120z', '#ffd84d'),
    ridge(97, 640, 60, '#131c33', 1200, 800),
  ].join('');
}

const pictures = { loaf, receiver, tomatoes, river, cat, coffee, tracks, storm } as const;
export type PictureName = keyof typeof pictures;

export function picture(name: PictureName): Drawing {
  return { width: 1200, height: 800, shapes: pictures[name]() };
}
