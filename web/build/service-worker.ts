/**
 * Makes `sw.js` from `src/service-worker.js`: the worker must have one name for good, and know the files of its build.
 * The list of files and a hash of it take the place of `['__FILES__']` and `'__BUILD__'`.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

export function serviceWorker(): Plugin {
  return {
    name: 'fanfare:service-worker',
    apply: 'build',
    async generateBundle(_, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => /\.(css|js)$/.test(name))
        .sort()
        .map((name) => `/app/${name}`);
      const source = await readFile(new URL('../src/service-worker.js', import.meta.url), 'utf8');
      const build = createHash('sha256').update(files.join()).update(source).digest('hex').slice(0, 12);
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: source
          .replace("['__FILES__']", JSON.stringify(files))
          .replace("'__BUILD__'", JSON.stringify(build)),
      });
    },
  };
}
