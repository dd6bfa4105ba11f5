import { counted } from './counted.ts';

export const field = {
  left: (count: number) => `${counted(count, 'character', 'characters')} left`,
  tooLong: (count: number) => `${counted(count, 'character', 'characters')} too many.`,
  save: 'Save',
  saved: 'Saved.',
  required: 'This is needed.',
};
