// check: how much JavaScript a first visit loads, for each address of the web client. The limit is a promise of README.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root, textOf } from '../files.ts';
import { buildWeb } from '../web.mjs';

/** KB of gzip; browsers get Brotli, which is a tenth smaller. */
const LIMIT = 150;
/** Of the heaviest page's files, the largest. */
const NAMED = 20;

/** What runs on every page before the page's own files. */
const starts = ['src/main.tsx', 'src/take-over.tsx'];

interface Chunk {
  file: string;
  imports?: string[];
}

interface Visit {
  path: string;
  page: string;
  size: number;
  chunks: readonly { file: string; size: number }[];
}

const dist = process.env.FANFARE_WEB ?? join(root, 'web/dist');

function manifestOf(folder: string): Record<string, Chunk> {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
}

/** The addresses and the page that each loads, as `routes.tsx` has them. */
function pagesOf(text: string): { path: string; page: string }[] {
  const named = new Map(
    [...text.matchAll(/const (\w+) = page\([^;]*?import\('\.\.\/(pages\/[\w-]+\.tsx)'\)/g)].map(
      ([, name = '', page = '']) => [name, page],
    ),
  );
  return text.split(/(?=\bpath: ')/).flatMap((part) => {
    const path = /^path: '([^']+)'/.exec(part)?.[1];
    if (path === undefined) return [];
    const page =
      /import\('\.\.\/(pages\/[\w-]+\.tsx)'\)/.exec(part)?.[1] ??
      named.get(/page: (\w+)/.exec(part)?.[1] ?? '');
    if (page === undefined) throw new Error(`routes.tsx: which page does ${path} load?`);
    return [{ path, page }];
  });
}

function withImports(manifest: Readonly<Record<string, Chunk>>, key: string, seen: Set<string>): void {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`The build has no ${key}`);
  if (seen.has(key)) return;
  seen.add(key);
  for (const one of chunk.imports ?? []) withImports(manifest, one, seen);
}

const sizes = new Map<string, number>();

function sizeOf(file: string): number {
  const known = sizes.get(file) ?? gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  sizes.set(file, known);
  return known;
}

function visits(): Visit[] {
  const manifest = manifestOf(dist);
  // Whoever speaks another language than English loads its texts too.
  const texts = Object.keys(manifest).filter((key) => /^src\/texts\/\w+\/index\.ts$/.test(key));
  const heaviest = texts.sort((a, b) => sizeOf(manifest[b]?.file ?? '') - sizeOf(manifest[a]?.file ?? ''))[0];
  return pagesOf(textOf('web/src/app/routes.tsx')).map(({ path, page }) => {
    const keys = new Set<string>();
    for (const start of starts) if (start in manifest) withImports(manifest, start, keys);
    withImports(manifest, `src/${page}`, keys);
    if (heaviest !== undefined) withImports(manifest, heaviest, keys);
    const files = [...keys].map((key) => manifest[key]?.file ?? '').filter((file) => file.endsWith('.js'));
    const chunks = files.map((file) => ({ file, size: sizeOf(file) })).sort((a, b) => b.size - a.size);
    return { path, page, chunks, size: chunks.reduce((sum, { size }) => sum + size, 0) };
  });
}

const inKb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;

if (dist === join(root, 'web/dist') && !(await buildWeb(process.execPath))) process.exit(1);
if (!existsSync(join(dist, 'manifest.json'))) throw new Error(`${dist} holds no build`);
const all = visits().sort((a, b) => b.size - a.size);
for (const { path, size } of all) console.log(`${inKb(size).padStart(9)}  ${path}`);
const tooLarge = all.filter(({ size }) => size > LIMIT * 1024);
for (const { path, chunks } of tooLarge.slice(0, 1)) {
  console.log(`\n${path} loads more than ${LIMIT} KB:`);
  for (const { file, size } of chunks.slice(0, NAMED)) console.log(`${inKb(size).padStart(9)}  ${file}`);
}
const [most] = all;
console.log(
  `${all.length} addresses, at most ${inKb(most?.size ?? 0)} of ${LIMIT} KB in ${most?.chunks.length} files, for ${most?.path}`,
);
process.exitCode = tooLarge.length > 0 ? 1 : 0;
