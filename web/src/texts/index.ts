/**
 * Every word that the client says, in one catalogue per language. A catalogue is a value whose type is that of the
 * English one, so a text that is missing in a language is an error of the type checker, and an unused one of knip.
 */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { en } from './en/index.ts';

export type Texts = typeof en;

interface Language {
  name: string;
  direction: 'ltr' | 'rtl';
  load(): Promise<Texts>;
}

export const languages: Readonly<Record<string, Language>> = {
  en: { name: 'English', direction: 'ltr', load: async () => (await import('./en/index.ts')).en },
  de: { name: 'Deutsch', direction: 'ltr', load: async () => (await import('./de/index.ts')).de },
};

const chosen = create(persist(() => ({ code: null as string | null }), { name: 'fanfare.language' }));
/** Nothing is shown before `speak` has brought the first catalogue. */
const spoken = create(() => ({ code: 'en', texts: null as Texts | null }));

export function useTexts(): Texts {
  return known(spoken((state) => state.texts));
}

/** BCP 47 code of the client's own texts, for dates and numbers too. */
export function useLanguage(): string {
  return spoken((state) => state.code);
}

/** For code outside components. */
export function texts(): Texts {
  return known(spoken.getState().texts);
}

function known(texts: Texts | null): Texts {
  if (texts === null) throw new Error('No catalogue has been loaded: speak() comes first');
  return texts;
}

/** Loads the catalogue that the person chose, or the first of the browser's languages that there is one for. */
export async function speak(code: string | null = chosen.getState().code): Promise<void> {
  const wanted = code === null ? navigator.languages.map((one) => one.split('-')[0] ?? '') : [code];
  const found = wanted.find((one) => one in languages) ?? 'en';
  const language = languages[found];
  if (language === undefined) return;
  spoken.setState({ code: found, texts: await language.load() });
  document.documentElement.lang = found;
  document.documentElement.dir = language.direction;
}

export async function chooseLanguage(code: string): Promise<void> {
  chosen.setState({ code });
  await speak(code);
}
