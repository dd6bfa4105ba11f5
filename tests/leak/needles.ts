/** What must not show, and where it stands in a text. */
export type NeedleKind = 'text' | 'id' | 'key';

export interface Needle {
  /** No value is part of another, so that each is told apart. */
  value: string;
  /** text: words, alternative texts, tags, links, ids of media. id: ids of submissions. key: addresses of pictures. */
  kind: NeedleKind;
}

export class Needles {
  readonly all: readonly Needle[];
  readonly #pattern: RegExp;
  readonly #byValue: ReadonlyMap<string, Needle>;

  constructor(all: readonly Needle[]) {
    this.all = all;
    this.#pattern = new RegExp(
      all.map((needle) => needle.value.replaceAll(/[^a-z0-9]/gi, '\\$&')).join('|') || '(?!)',
      'gi',
    );
    this.#byValue = new Map(all.map((needle) => [needle.value.toLowerCase(), needle]));
  }

  in(text: string): Needle[] {
    const found = new Set(text.match(this.#pattern)?.map((value) => value.toLowerCase()));
    return [...found].flatMap((value) => this.#byValue.get(value) ?? []);
  }

  without(values: Iterable<string>): Needles {
    const gone = new Set(values);
    return new Needles(this.all.filter(({ value }) => !gone.has(value)));
  }
}
