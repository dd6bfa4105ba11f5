/** The words of these pages, which come with them and not with the first page. */
import { use } from 'react';
import type { status } from '../texts/en/status.ts';
import { useLanguage } from '../texts/index.ts';

export type StatusTexts = typeof status;

const catalogues: Readonly<Record<string, () => Promise<StatusTexts>>> = {
  en: async () => (await import('../texts/en/status.ts')).status,
  de: async () => (await import('../texts/de/status.ts')).status,
};
const coming = new Map<string, Promise<StatusTexts>>();

function wordsIn(language: string): Promise<StatusTexts> {
  const known = coming.get(language);
  if (known !== undefined) return known;
  const load = catalogues[language] ?? catalogues.en;
  if (load === undefined) throw new Error('There is no catalogue');
  // One that did not come is asked for again by whoever comes here later.
  const words = load();
  words.catch(() => coming.delete(language));
  coming.set(language, words);
  return words;
}

export function useStatusTexts(): StatusTexts {
  return use(wordsIn(useLanguage()));
}
