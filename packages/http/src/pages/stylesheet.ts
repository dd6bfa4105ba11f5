/** Files that every page needs, named by their content so that browsers keep them for good. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Asset {
  /** `/assets/<hash>.<extension>`. */
  path: string;
  text: string;
  type: string;
}

/** The whole look of the pages. Read once, when the first page is made. */
export const stylesheet = asset(
  ['base.css', 'frame.css', 'parts.css', 'people.css'],
  'text/css; charset=utf-8',
);
export const icon = asset(['icon.svg'], 'image/svg+xml');

function asset(files: readonly string[], type: string): () => Asset {
  let loaded: Asset | undefined;
  return () => {
    if (loaded === undefined) {
      const text = files
        .map((file) => readFileSync(new URL(`./styles/${file}`, import.meta.url), 'utf8'))
        .join('');
      const name = createHash('sha256').update(text).digest('hex').slice(0, 16);
      loaded = { path: `/assets/${name}.${files[0]?.split('.').at(-1)}`, text, type };
    }
    return loaded;
  };
}
