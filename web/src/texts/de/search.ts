import type { Texts } from '../index.ts';
import { counted } from './counted.ts';

export const search: Texts['search'] = {
  title: (q) => `Suche: ${q}`,
  label: 'Leute, Beiträge und Tags suchen',
  placeholder: 'Leute, Beiträge, #Tags oder eine Adresse',
  go: 'Suchen',
  show: 'Zeige',
  all: 'Alles',
  kinds: { accounts: 'Leute', statuses: 'Beiträge', hashtags: 'Tags' },
  showAll: 'Alle zeigen',
  how: 'Was du hier schreiben kannst',
  howMore:
    'Wörter finden Leute, Beiträge und Tags. Alles andere grenzt Beiträge ein, lässt sich verbinden und heißt mit einem Minus davor das Gegenteil.',
  narrow: 'Suche eingrenzen',
  tryExample: (example) => `Einsetzen: ${example}`,
  rules: {
    words: 'alle diese Wörter, egal wo',
    phrase: 'diese Wörter so, wie sie dastehen',
    not: 'ohne dieses Wort',
    tag: 'Beiträge mit diesem Tag',
    from: 'was du geschrieben hast; mit einem Namen, was die Person geschrieben hat',
    has: 'mit Bildern oder mit Links',
    is: 'Antworten an andere; als heikel markierte Beiträge',
    days: 'vor oder nach einem Tag, oder an ihm (in UTC)',
    language: 'in dieser Sprache',
    in: 'in dem, was du geschrieben, favorisiert, geteilt oder gemerkt hast oder was dich erwähnt; oder in Öffentlichem',
  },
  notes: {
    long: (characters, parts) =>
      `Das ist lang: Nur die ersten ${characters} Zeichen und ${parts} Teile zählen.`,
    value: (operator, value, known) =>
      `„${operator}:${value}“ wird als Wort gesucht. Es gibt: ${known.join(', ')}.`,
    day: (written) => `„${written}“ ist kein Tag. Schreib ihn als Jahr-Monat-Tag: 2026-02-28.`,
    account: (written) => `„${written}“ kann hier kein Name sein. Schreib from:name oder from:me.`,
    language: (written) => `„${written}“ ist keine Sprache. Schreib ihr Kürzel: language:en, language:de.`,
    alone: (operator) => `Hinter „${operator}:“ fehlt etwas, und zwar ohne Leerzeichen dazwischen.`,
    absent: (written) => `Kein Beitrag hier hat „${written}“: Es gibt Bilder und Links.`,
    nothing: 'Darin ist kein Wort, das gesucht werden könnte.',
  },
  recent: 'Zuletzt gesucht',
  clear: 'Leeren',
  forget: (text) => `Vergessen: ${text}`,
  nothing: (q) => `Nichts gefunden für „${q}“.`,
  foundSome: (people, posts, tags) =>
    `Gefunden: ${counted(people, 'Person', 'Leute')}, ${counted(posts, 'Beitrag', 'Beiträge')}, ${counted(tags, 'Tag', 'Tags')}`,
  uses: (count) => `zuletzt ${counted(count, 'Beitrag', 'Beiträge')}`,
  signedOut: 'Beiträge kann durchsuchen, wer angemeldet ist.',
};
