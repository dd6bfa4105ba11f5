let names: Intl.DisplayNames | undefined;

/** The two or three letter code of a language tag such as `de`, `pt-BR` or `zh_TW`; null when nobody knows that language. */
export function languageCode(tag: string | null | undefined): string | null {
  const code = /^([a-z]{2,3})(?:[-_][a-z0-9_-]{1,30})?$/i.exec(tag?.trim() ?? '')?.[1]?.toLowerCase();
  if (code === undefined) return null;
  names ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  return names.of(code) === undefined ? null : code;
}
