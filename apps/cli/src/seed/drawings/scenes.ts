/** Wide pictures for the heads of profiles: land, sea, towns, shelves and such. */
import type { Drawing } from './draw.ts';
import { circle, ellipse, gradient, line, numbers, path, rect } from './draw.ts';

const WIDTH = 1500;
const HEIGHT = 500;

/** A line of hills from side to side, closed at the bottom. */
export function ridge(
  seed: number,
  top: number,
  height: number,
  fill: string,
  width = WIDTH,
  bottom = HEIGHT,
): string {
  const next = numbers(seed);
  const step = width / 6;
  let d = `M0 ${bottom}V${top + next() * height}`;
  for (let x = 0; x < width; x += step) {
    d += `Q${x + step / 2} ${top + next() * height - height / 2} ${x + step} ${top + next() * height}`;
  }
  return path(`${d}V${bottom}Z`, fill);
}

function sky(top: string, bottom: string, sun: readonly [number, number, number, string]): string {
  const [x, y, radius, colour] = sun;
  return [
    `<defs>${gradient('sky', top, bottom)}</defs>`,
    rect(0, 0, WIDTH, HEIGHT, 'url(#sky)'),
    circle(x, y, radius * 1.7, colour, 0.25),
    circle(x, y, radius, colour),
  ].join('');
}

function field(): string {
  const next = numbers(7);
  const ears = Array.from({ length: 46 }, (_, index) => {
    const x = index * 33 + next() * 16;
    const top = 300 + next() * 70;
    const grains = [0, 1, 2, 3]
      .map(
        (row) =>
          ellipse(x - 8, top + row * 18, 6, 12, '#f4c95d', -30) +
          ellipse(x + 8, top + row * 18, 6, 12, '#e8b13f', 30),
      )
      .join('');
    return line(`M${x} 500V${top}`, '#c98f2e', 4) + grains;
  });
  return sky('#ffe9c7', '#ffb877', [1160, 190, 80, '#fff3da']) + ridge(3, 290, 60, '#e59a55') + ears.join('');
}

function waves(): string {
  return [
    sky('#0d1b3d', '#31508f', [1180, 120, 56, '#f5efd5']),
    ...Array.from({ length: 9 }, (_, index) => {
      const radius = 60 + index * 62;
      return `<circle cx="330" cy="330" r="${radius}" fill="none" stroke="#9fd3e6" stroke-width="5" opacity="${0.75 - index * 0.075}"/>`;
    }),
    path('M318 500L330 150l12 350z', '#e8edf5'),
    line('M280 500L330 250l50 250M296 420h68M306 360h48M314 310h32', '#e8edf5', 6),
    circle(330, 146, 14, '#e4573d'),
    ridge(11, 440, 40, '#0a1430'),
  ].join('');
}

function shelves(): string {
  const next = numbers(19);
  const colours = ['#b96a9c', '#3c2a55', '#e58a8a', '#f3b63a', '#4d8fb5', '#fff0e0', '#6fa861', '#d2553f'];
  const books = [0, 1].flatMap((shelf) => {
    const all: string[] = [];
    for (let x = 30; x < WIDTH - 60; ) {
      const width = 24 + Math.floor(next() * 34);
      const height = 130 + Math.floor(next() * 60);
      const colour = colours[Math.floor(next() * colours.length)] ?? '#3c2a55';
      const top = 220 + shelf * 240 - height;
      if (next() > 0.12) {
        all.push(rect(x, top, width, height, colour, 3), rect(x, top + 22, width, 8, '#ffffff55'));
      }
      x += width + 4;
    }
    return all;
  });
  return (
    rect(0, 0, WIDTH, HEIGHT, '#7b5138') +
    rect(0, 10, WIDTH, 210, '#5b3a28') +
    rect(0, 250, WIDTH, 210, '#5b3a28') +
    books.join('')
  );
}

function leaves(): string {
  const next = numbers(23);
  const all = Array.from({ length: 60 }, () => {
    const [x, y, turn] = [next() * WIDTH, next() * HEIGHT, next() * 360];
    const green = ['#3f7d4e', '#6fa861', '#a9d18e', '#2c5f42'][Math.floor(next() * 4)] ?? '#3f7d4e';
    return `<g transform="rotate(${turn} ${x} ${y})">${path(`M${x} ${y}c40-60 110-60 140 0c-30 60-100 60-140 0z`, green)}${line(`M${x} ${y}h132`, '#ffffff44', 3)}</g>`;
  });
  return rect(0, 0, WIDTH, HEIGHT, '#173a2b') + all.join('');
}

function score(): string {
  const next = numbers(31);
  const staff = (y: number) =>
    [0, 1, 2, 3, 4].map((row) => line(`M0 ${y + row * 24}H${WIDTH}`, '#ffffff66', 3)).join('');
  const notes = Array.from({ length: 26 }, (_, index) => {
    const x = 60 + index * 56;
    const y = (index % 2 === 0 ? 110 : 330) + Math.floor(next() * 7) * 12;
    return ellipse(x, y, 19, 14, '#fff4f7', -20) + line(`M${x + 17} ${y - 4}V${y - 84}`, '#fff4f7', 5);
  });
  return `<defs>${gradient('sky', '#4a3fa8', '#a35fb0', { slanted: true })}</defs>${rect(0, 0, WIDTH, HEIGHT, 'url(#sky)')}${staff(100)}${staff(320)}${notes.join('')}`;
}

function mountain(): string {
  const petals = numbers(41);
  return [
    sky('#fbe3e6', '#f6b6ad', [360, 180, 90, '#ff6f61']),
    path('M420 500L760 120q40-40 80 0l340 380z', '#56618f'),
    path('M688 202L760 120q40-40 80 0l72 82-50 30-44-34-38 44-42-42-40 36z', '#ffffff'),
    ridge(43, 420, 50, '#38406b'),
    ...Array.from({ length: 40 }, () =>
      ellipse(petals() * WIDTH, petals() * HEIGHT, 11, 7, '#fff1f3cc', petals() * 180),
    ),
  ].join('');
}

function tiles(): string {
  const star = (x: number, y: number) =>
    [0, 45]
      .map(
        (turn) => `<g transform="rotate(${turn} ${x} ${y})">${rect(x - 52, y - 52, 104, 104, '#1f6f6a')}</g>`,
      )
      .join('') +
    circle(x, y, 40, '#f7e0b0') +
    [0, 45]
      .map(
        (turn) => `<g transform="rotate(${turn} ${x} ${y})">${rect(x - 20, y - 20, 40, 40, '#d29a4b')}</g>`,
      )
      .join('');
  const all = Array.from({ length: 40 }, (_, index) =>
    star(75 + (index % 10) * 150, 50 + Math.floor(index / 10) * 150),
  );
  return rect(0, 0, WIDTH, HEIGHT, '#f2cf8f') + all.join('');
}

function road(): string {
  return [
    sky('#cfeee4', '#f3f7df', [1240, 130, 64, '#fff7c9']),
    ridge(51, 250, 90, '#8cc7b3'),
    ridge(53, 320, 70, '#55a18d'),
    ridge(57, 390, 50, '#2f7468'),
    path(
      'M620 500C700 420 980 430 900 380S640 340 820 300l14 4c-120 36 60 50 150 86s-60 70-120 110z',
      '#f1eadb',
    ),
  ].join('');
}

function coast(): string {
  return [
    sky('#21345f', '#e98d6b', [420, 330, 70, '#ffd98a']),
    rect(0, 350, WIDTH, 150, '#2b4a7a'),
    ...[370, 400, 432, 466].map((y, index) =>
      line(`M${260 - index * 30} ${y}h${320 + index * 60}`, '#ffd98a99', 6),
    ),
    path('M980 500c20-90 120-140 240-140s220 40 280 80v60z', '#16233f'),
    path('M1170 370l16-210h68l16 210z', '#f5efe4') +
      rect(1178, 210, 84, 36, '#d2553f') +
      rect(1172, 290, 96, 38, '#d2553f'),
    rect(1182, 124, 76, 40, '#16233f', 6) + circle(1220, 144, 14, '#fff3c4'),
    path('M1206 144L0 10v190z', '#fff3c455'),
  ].join('');
}

function kites(): string {
  const kite = (x: number, y: number, colour: string, turn: number) =>
    `<g transform="rotate(${turn} ${x} ${y})">${path(`M${x} ${y - 80}l56 70-56 110-56-110z`, colour)}${path(`M${x} ${y - 80}v180l-56-110z`, '#ffffff44')}</g>${line(`M${x} ${y + 100}q-40 60 10 110t-20 190`, '#ffffffaa', 3)}`;
  return (
    sky('#7fb6ea', '#e4f1fb', [200, 120, 60, '#fff3b0']) +
    kite(560, 170, '#ff8f70', 14) +
    kite(860, 130, '#9a63c4', -10) +
    kite(1180, 190, '#3f8f82', 20) +
    ridge(61, 430, 40, '#8fbf6a')
  );
}

const scenes: Readonly<Record<string, () => string>> = {
  mira: field,
  tomasz: waves,
  june: shelves,
  ravi: leaves,
  elise: score,
  yuki: mountain,
  amal: tiles,
  jonas: road,
  nora: coast,
  sam: kites,
};

/** @param name of somebody in the demo */
export function scene(name: string): Drawing | null {
  const shapes = scenes[name];
  return shapes === undefined ? null : { width: WIDTH, height: HEIGHT, shapes: shapes() };
}
