import { AppError } from '@fanfare/kernel';
import type { Letter } from './port.ts';

// Nothing that a mail program could read as a second address, a name, a comment or a further header.
const address = /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:"]{1,189}$/u;
const LONGEST_SUBJECT = 500;

/** Every adapter refuses such letters before anything else. @throws AppError `invalid` */
export function checkLetter({ to, subject }: Letter): void {
  if (!address.test(to)) {
    throw new AppError('invalid', { text: 'This e-mail address cannot be used' });
  }
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(subject) || subject.length > LONGEST_SUBJECT) {
    throw new AppError('invalid', { text: 'The subject of a letter is one line' });
  }
}
