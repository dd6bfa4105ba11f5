/** Files that every page needs, named by their content so that browsers keep them for good. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Stylesheet {
  /** `/assets/<hash>.css`. */
  path: string;
  css: string;
}

let loaded: Stylesheet | undefined;

export function stylesheet(): Stylesheet {
  if (loaded === undefined) {
    const css = readFileSync(new URL('./style.css', import.meta.url), 'utf8');
    const name = createHash('sha256').update(css).digest('hex').slice(0, 16);
    loaded = { path: `/assets/${name}.css`, css };
  }
  return loaded;
}
