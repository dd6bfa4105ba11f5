/** Settings are declared once, with name, type, default and help, and read once in the main. */
import { StartError } from './errors.ts';

export interface Setting<Value = unknown> {
  readonly help: string;
  readonly default: Value;
  readonly secret: boolean;
  /** What to write, as the error and the help say it: `a port from 1 to 65535`. */
  readonly expects: string;
  /** Undefined means: not one of the accepted texts. */
  parse(text: string): Value | undefined;
}

export type Settings = Record<string, Setting>;
export type ValuesOf<Declared extends Settings> = {
  [Name in keyof Declared]: Declared[Name] extends Setting<infer Value> ? Value : never;
};

interface Common<Value> {
  help: string;
  default: Value;
  secret?: boolean;
}

export const setting = {
  text<Value extends string | null>(of: Common<Value>): Setting<string | Value> {
    return { secret: false, ...of, expects: 'a text', parse: (text) => text };
  },
  choice<Value extends string>(values: readonly Value[], of: Common<NoInfer<Value>>): Setting<Value> {
    return {
      secret: false,
      ...of,
      expects: `one of ${values.join(', ')}`,
      parse: (text) => values.find((value) => value === text),
    };
  },
  /** on or off. */
  flag(of: Common<boolean>): Setting<boolean> {
    const words: Record<string, boolean> = {
      on: true,
      off: false,
      true: true,
      false: false,
      '1': true,
      '0': false,
    };
    return { secret: false, ...of, expects: 'on or off', parse: (text) => words[text.toLowerCase()] };
  },
  integer<Value extends number | null>(
    range: { min: number; max: number },
    of: Common<Value>,
  ): Setting<number | Value> {
    return {
      secret: false,
      ...of,
      expects: `a whole number from ${range.min} to ${range.max}`,
      parse(text) {
        const value = /^-?[0-9]{1,15}$/.test(text) ? Number(text) : Number.NaN;
        return value >= range.min && value <= range.max ? value : undefined;
      },
    };
  },
  /** From 0 to 1. */
  ratio(of: Common<number>): Setting<number> {
    return {
      secret: false,
      ...of,
      expects: 'a number from 0 to 1',
      parse: (text) => (/^(0|1|0?\.[0-9]{1,15}|1\.0{1,15})$/.test(text) ? Number(text) : undefined),
    };
  },
  url<Value extends string | null>(protocols: readonly string[], of: Common<Value>): Setting<string | Value> {
    return {
      secret: false,
      ...of,
      expects: `a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
      parse: (text) =>
        URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)) ? text : undefined,
    };
  },
  /** Instances of one thing: URLs with commas between them. */
  urlList(protocols: readonly string[], of: Common<readonly string[]>): Setting<readonly string[]> {
    const one = setting.url(protocols, { help: '', default: null });
    return {
      secret: false,
      ...of,
      expects: `${one.expects}, or several with commas between them`,
      parse(text) {
        const urls = text.split(',').map((part) => part.trim());
        return urls.every((url) => one.parse(url) !== undefined) ? urls : undefined;
      },
    };
  },
  /** A URL in which several hosts may stand, with commas between them. */
  urls<Value extends string | null>(
    protocols: readonly string[],
    of: Common<Value>,
  ): Setting<string | Value> {
    const one = setting.url(protocols, of);
    return {
      ...one,
      parse: (text) => (one.parse(text.replace(/,[^/]*/, '')) === undefined ? undefined : text),
    };
  },
  /** Lower-case letters, digits and dashes, as every engine takes them in names. */
  name(of: Common<string>): Setting<string> {
    return {
      secret: false,
      ...of,
      expects: 'lower-case letters, digits and dashes, 40 at most, beginning with a letter',
      parse: (text) => (/^[a-z][a-z0-9-]{0,39}$/.test(text) ? text : undefined),
    };
  },
  list(of: Common<readonly string[]>): Setting<readonly string[]> {
    return {
      secret: false,
      ...of,
      expects: 'names with commas between them',
      parse: (text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
    };
  },
};

export function defineSettings<const Declared extends Settings>(declared: Declared): Declared {
  return declared;
}

/**
 * Reads every declared setting from the environment; an empty text counts as unset.
 * @throws StartError that names the setting and says what to write instead
 */
export function readSettings<Declared extends Settings>(
  declared: Declared,
  environment: Record<string, string | undefined>,
): ValuesOf<Declared> {
  const values: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(declared)) {
    const text = environment[name]?.trim();
    if (text === undefined || text === '') {
      values[name] = one.default;
      continue;
    }
    const value = one.parse(text);
    if (value === undefined) {
      throw new StartError(`${name} must be ${one.expects}${one.secret ? '' : `, not "${text}"`}.`);
    }
    values[name] = value;
  }
  return values as ValuesOf<Declared>;
}
