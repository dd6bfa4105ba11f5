/** What is wrong with a request for an account, in the order and words that clients know. */
import type { FieldError } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { emailErrors, mustBeAccepted, passwordErrors, usernameErrors } from './account-rules.ts';

export interface RegistrationForm {
  username: string;
  email: string;
  password: string;
  /** Null: not asked (the operator's own tools). */
  agreement: boolean | null;
}

export type Complaints = Record<string, FieldError[]>;

/** Empty when there is nothing to complain about. Whether name and address are free, the stores decide. */
export function complaintsAbout(form: RegistrationForm, official = false): Complaints {
  const found: Complaints = {
    username: usernameErrors(form.username, official),
    email: emailErrors(form.email),
    password: passwordErrors(form.password),
    agreement: form.agreement === false ? [mustBeAccepted] : [],
  };
  return Object.fromEntries(Object.entries(found).filter(([, errors]) => errors.length > 0));
}

/** `Username can't be blank, Email is invalid`: one line for people. */
export function sentence(complaints: Complaints): string {
  return Object.entries(complaints)
    .flatMap(([field, errors]) => errors.map(({ description }) => `${title(field)} ${description}`))
    .join(', ');
}

export function registrationError(complaints: Complaints): AppError {
  return new AppError('invalid', { text: `Validation failed: ${sentence(complaints)}`, fields: complaints });
}

function title(field: string): string {
  return field === 'agreement' ? 'Service agreement' : field.charAt(0).toUpperCase() + field.slice(1);
}
