import type { Texts } from '../index.ts';

export const profile: Texts['profile'] = {
  follow: {
    follow: 'Folgen',
    'follow-back': 'Zurückfolgen',
    ask: 'Anfragen',
    following: 'Folge ich',
    requested: 'Angefragt',
    blocking: 'Blockiert',
    'blocked-by': 'Blockiert dich',
  },
  press: {
    follow: 'Folgen',
    'follow-back': 'Zurückfolgen',
    ask: 'Anfragen, ob du folgen darfst',
    following: 'Nicht mehr folgen',
    requested: 'Anfrage zurückziehen',
    blocking: 'Nicht mehr blockieren',
    'blocked-by': '',
  },
  blockedBy: 'Blockiert dich',
};
