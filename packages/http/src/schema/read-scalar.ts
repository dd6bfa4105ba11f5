/** Scalars as clients send them: booleans and numbers as texts, numbers where a text is meant. */
import { Problem } from './problem.ts';
import type { Shape } from './shape.ts';

type Of<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>;

const falseTexts = new Set(['0', 'f', 'F', 'false', 'FALSE', 'off', 'OFF']);

/** The API's rule: these texts are false, every other one is true (`False` too). */
export function readBoolean(value: unknown, at: string): boolean | Problem {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string' && value !== '') return !falseTexts.has(value);
  return new Problem(at, 'must be true or false');
}

export function readNumber(shape: Of<'number'>, value: unknown, at: string): number | Problem {
  const number =
    typeof value === 'string' && /^-?[0-9]+(\.[0-9]+)?$/.test(value.trim()) ? Number(value) : value;
  const fits = shape.integer ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (typeof number !== 'number' || !fits) {
    return new Problem(at, shape.integer ? 'must be a whole number' : 'must be a number');
  }
  if (shape.minimum !== undefined && number < shape.minimum) {
    return new Problem(at, `must be at least ${shape.minimum}`, true);
  }
  if (shape.maximum !== undefined && number > shape.maximum) {
    return new Problem(at, `must be at most ${shape.maximum}`, true);
  }
  return number;
}

export function readString(shape: Of<'string'>, value: unknown, at: string): string | Problem {
  if (typeof value === 'number') value = String(value);
  if (typeof value !== 'string') return new Problem(at, 'must be a text');
  const text = cleanText(value);
  // A character is a code point; most texts are short enough not to be counted.
  if (shape.maxLength !== undefined && text.length > shape.maxLength && [...text].length > shape.maxLength) {
    return new Problem(at, `is too long (at most ${shape.maxLength} characters)`, true);
  }
  if (shape.minLength !== undefined && text.length < shape.minLength) {
    return new Problem(
      at,
      shape.minLength === 1 ? "can't be blank" : `is too short (at least ${shape.minLength} characters)`,
      true,
    );
  }
  if (shape.pattern !== undefined && !shape.pattern.test(text))
    return new Problem(at, 'has the wrong form', true);
  if (shape.format?.startsWith('date') === true && Number.isNaN(Date.parse(text))) {
    return new Problem(at, 'must be a date');
  }
  return text;
}

/** Without NUL and half characters, which no engine stores alike. */
function cleanText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole;
}

export function readValue(shape: Of<'values'>, value: unknown, at: string): unknown {
  for (const wanted of shape.values) {
    if (wanted === value) return wanted;
    if (typeof wanted === 'number' && typeof value === 'string' && value === String(wanted)) return wanted;
    if (typeof wanted === 'string' && typeof value === 'number' && wanted === String(value)) return wanted;
    if (typeof wanted === 'boolean' && typeof value !== 'boolean' && readBoolean(value, at) === wanted)
      return wanted;
  }
  return new Problem(
    at,
    `must be ${shape.values.length === 1 ? '' : 'one of '}${shape.values.map(String).join(', ')}`,
  );
}
