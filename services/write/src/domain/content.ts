/** What a post says, and the rules it must keep, whether it is published, submitted or approved. */
import { limits } from '@fanfare/contracts';
import { AppError } from '@fanfare/kernel';
import { countCharacters, normalizeText } from '@fanfare/text';
import { languageCode } from './language.ts';

export interface Content {
  text: string;
  spoilerText: string;
  sensitive: boolean;
  language: string | null;
}

export interface ContentInput {
  status?: string | null | undefined;
  spoiler_text?: string | null | undefined;
  sensitive?: boolean | null | undefined;
  language?: string | null | undefined;
}

/** As Mastodon reads it: a warning without a text is the text, and a warning makes the post sensitive. */
export function readContent(
  input: ContentInput,
  defaults: { sensitive: boolean; language: string | null },
): Content {
  const text = normalizeText(input.status ?? '');
  const spoilerText = normalizeText(input.spoiler_text ?? '').trim();
  const textIsWarning = text === '' && spoilerText !== '';
  return {
    text: textIsWarning ? spoilerText : text,
    spoilerText: textIsWarning ? '' : spoilerText,
    sensitive: (input.sensitive ?? defaults.sensitive) || spoilerText !== '',
    language: languageCode(input.language) ?? defaults.language,
  };
}

/** @throws AppError `invalid` */
export function checkContent(content: Content, mediaCount: number): void {
  if (content.text === '' && mediaCount === 0) {
    throw new AppError('invalid', { text: "Validation failed: Text can't be blank" });
  }
  if (mediaCount > limits.statusMedia) {
    throw new AppError('invalid', { text: `Cannot attach more than ${limits.statusMedia} files` });
  }
  if (countCharacters(content.text, content.spoilerText) > limits.statusCharacters) {
    throw new AppError('invalid', {
      text: `Validation failed: Text character limit of ${limits.statusCharacters} exceeded`,
    });
  }
}

export function sameContent(a: Content, b: Content): boolean {
  return (
    a.text === b.text &&
    a.spoilerText === b.spoilerText &&
    a.sensitive === b.sensitive &&
    a.language === b.language
  );
}
