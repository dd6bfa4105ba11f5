import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  countCharacters,
  indexTerms,
  normalizeName,
  normalizeText,
  parseText,
  queryTerms,
  renderHtml,
  tagsOf,
} from './index.ts';

const SIZE = 10_000;
const GROWTH = 8;

const hostile: Record<string, string> = {
  brackets: 'https://a.org/((((((',
  'links without a host': 'https://',
  'one long link': 'x',
  'names and at signs': '@a@a',
  'domains of dots': '@a@b.-.-',
  'dots after a domain': '.',
  'tags of dots': '#a··',
  'middle dots': '·',
  'only tag signs': '#',
  'blank lines': '\n \n',
  'quotes in a link': 'https://a.org/"\'"\'',
  marks: '\u0301',
  'joined emoji': '👩\u200D',
  flags: '🇩',
  han: '東',
  mixed: 'a東@#"<&',
  'lone surrogates': '\ud800',
  digits: '1_',
};

const everything: Record<string, (text: string) => unknown> = {
  parse: parseText,
  tags: tagsOf,
  count: (text) => countCharacters(text),
  render: (text) => renderHtml(text, { publicUrl: 'https://a.org', mentions: new Map() }),
  normalize: normalizeText,
  name: normalizeName,
  index: indexTerms,
  query: queryTerms,
};

/** CPU time in microseconds, the least of several runs. */
function cost(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4; round++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, user + system);
  }
  return least;
}

suite('the cost grows with the length, not with its square', () => {
  for (const [what, piece] of Object.entries(hostile)) {
    test(what, () => {
      for (const [name, work] of Object.entries(everything)) {
        const start = what === 'one long link' ? 'https://a.org/' : '@a@b';
        const text = (size: number) => start + piece.repeat(Math.ceil(size / piece.length));
        const small = text(SIZE);
        const large = text(SIZE * GROWTH);
        // Half a millisecond is added so that the noise of cheap cases does not count.
        const ratio = (cost(() => work(large)) + 500) / (cost(() => work(small)) + 500);
        assert.ok(
          ratio < GROWTH * 4,
          `${name}: ${GROWTH} times the text costs ${ratio.toFixed(1)} times as much`,
        );
      }
    });
  }
});
