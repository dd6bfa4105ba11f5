const plural = new Intl.PluralRules('en');

/** A number with its noun. */
export function counted(number: number, one: string, other: string): string {
  return `${number.toLocaleString('en')} ${plural.select(number) === 'one' ? one : other}`;
}
