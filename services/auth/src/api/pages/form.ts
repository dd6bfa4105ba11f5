/** Forms: labelled fields with what is wrong beside them, and what a page shows of a refusal. */
import type { FieldParts } from '@fanfare/http';
import { field as fieldPart, html, notice } from '@fanfare/http';
import type { FieldError } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';

export interface Field extends Omit<FieldParts, 'error'> {
  errors?: readonly FieldError[];
}

/** What was typed before is kept, but never a password. */
export function field({ errors = [], ...parts }: Field): string {
  const error = errors.map(({ description }) => `${parts.label} ${description}.`).join(' ');
  const value = parts.type === 'password' ? undefined : parts.value;
  return fieldPart({ ...parts, value, error: error === '' ? undefined : error });
}

export function hidden(fields: Record<string, string | undefined>): string {
  return Object.entries(fields)
    .map(([name, value]) =>
      value === undefined ? '' : html`<input type="hidden" name="${name}" value="${value}">`,
    )
    .join('');
}

/** What went wrong with the whole form; empty when nothing did. */
export function problem(text: string | null): string {
  return text === null ? '' : notice(text, 'bad');
}

export function success(text: string | null): string {
  return text === null ? '' : notice(text, 'good');
}

/** What a form shows of a refusal. */
export interface Refusal {
  status: number;
  /** For the whole form; null when the fields say it all. */
  text: string | null;
  fields: Record<string, readonly FieldError[]>;
  headers: Record<string, string>;
}

export const noRefusal: Refusal = { status: 200, text: null, fields: {}, headers: {} };
export const staleForm: Refusal = {
  ...noRefusal,
  status: 403,
  text: 'This form has been open for too long, or your browser did not send its cookie. Please send it once more.',
};

/** @throws whatever is not an expected refusal */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof AppError) || error.status >= 500) throw error;
  const fields = error.options.fields ?? {};
  const text = Object.keys(fields).length > 0 ? null : error.message;
  return { status: error.status, text, fields, headers: error.options.headers ?? {} };
}
