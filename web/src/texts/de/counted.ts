const plural = new Intl.PluralRules('de');

/** A number with its noun. */
export function counted(number: number, one: string, other: string): string {
  return `${number.toLocaleString('de')} ${plural.select(number) === 'one' ? one : other}`;
}
