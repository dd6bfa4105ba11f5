/** Writes each file of the build once more as Brotli and as gzip, so that the server compresses nothing while it serves. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const encodings = [
  ['.br', promisify(brotliCompress)],
  ['.gz', promisify(gzip)],
] as const;

export function compressed(): Plugin {
  return {
    name: 'fanfare:compressed',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      const files = (await readdir(dir)).filter((name) => /\.(css|js|svg)$/.test(name));
      await Promise.all(
        files.flatMap((name) =>
          encodings.map(async ([suffix, compress]) => {
            const path = join(dir, name);
            await writeFile(path + suffix, await compress(await readFile(path)));
          }),
        ),
      );
    },
  };
}
