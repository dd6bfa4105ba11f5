import type { Texts } from '../index.ts';
import { counted } from './counted.ts';

export const field: Texts['field'] = {
  left: (count) => `noch ${counted(count, 'Zeichen', 'Zeichen')}`,
  tooLong: (count) => `${counted(count, 'Zeichen', 'Zeichen')} zu viel.`,
  save: 'Speichern',
  saved: 'Gespeichert.',
  required: 'Das wird gebraucht.',
};
