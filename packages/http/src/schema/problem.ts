/** Why a value was not accepted, and where. */
export class Problem {
  /** `poll[options][0]`; empty for the whole. */
  readonly at: string;
  /** The rest of the sentence: `must be a whole number`. */
  readonly why: string;
  /** False: the value could not be read at all, which an optional member survives. */
  readonly hard: boolean;

  constructor(at: string, why: string, hard = false) {
    this.at = at;
    this.why = why;
    this.hard = hard;
  }

  hardened(): Problem {
    return this.hard ? this : new Problem(this.at, this.why, true);
  }

  toString(): string {
    return `${this.at === '' ? 'The body' : `"${this.at}"`} ${this.why}`;
  }
}

export function inside(at: string, name: string | number): string {
  return at === '' ? String(name) : `${at}[${name}]`;
}

/** The value of an own member; names like `__proto__` and `constructor` find nothing. */
export function own(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
