export { countCharacters } from './count.ts';
export { foldTag } from './fold-tag.ts';
export { escapeHtml, type MentionTarget, type RenderOptions, renderHtml } from './html.ts';
export { normalizeName, normalizeText } from './normalize.ts';
export {
  type LinkToken,
  type MentionToken,
  parseText,
  type TagToken,
  type Token,
} from './parse.ts';
export { indexTerms, phraseTerms, queryTerms, searchTokens } from './search.ts';
export { isLocalDomain, mentionsOf, tagsOf } from './tags.ts';
