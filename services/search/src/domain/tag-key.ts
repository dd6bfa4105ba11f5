import { searchTokens } from '@fanfare/text';

/** Tags that search takes for the same have the same key: `#Café` and `#cafe`. */
export function tagKey(name: string): string {
  return searchTokens(name).join('_');
}
