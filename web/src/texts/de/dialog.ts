import type { Texts } from '../index.ts';

export const dialog: Texts['dialog'] = {
  close: 'Schließen',
  cancel: 'Abbrechen',
};
