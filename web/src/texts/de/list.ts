import type { Texts } from '../index.ts';
import { counted } from './counted.ts';

export const list: Texts['list'] = {
  newPosts: (count: number) => counted(count, 'neuer Beitrag', 'neue Beiträge'),
  newest: 'Neueste Beiträge',
  end: 'Das war alles.',
  homeEmpty: 'Noch nichts hier. Folge jemandem oder schreib den ersten Beitrag.',
  homeLook: 'Sehen, was andere schreiben',
  publicEmpty: 'Noch hat niemand etwas öffentlich geschrieben.',
  accountEmpty: 'Keine Beiträge.',
  favouritesEmpty: 'Hier stehen Beiträge, die du als Favoriten markierst.',
  bookmarksEmpty: 'Hier stehen deine Lesezeichen. Nur du siehst sie.',
  tagEmpty: 'Keine Beiträge mit diesem Schlagwort.',
};
