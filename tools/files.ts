import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folders that hold TypeScript written by hand. */
export const sourceFolders = ['packages', 'services', 'apps', 'tests', 'bench', 'tools', 'web'];

const skipped = new Set(['node_modules', 'coverage', 'data', 'dist']);

/**
 * Paths of the `.ts` and `.tsx` files under folders or files of the repository, relative to its root, with `/`, sorted.
 * What does not exist (a folder that nobody has filled yet) counts as empty.
 */
export function sourceFiles(under: readonly string[] = sourceFolders): string[] {
  const found: string[] = [];
  for (const start of under) walk(join(root, start), found);
  return found.map((path) => relative(root, path).split(sep).join('/')).sort();
}

/** The text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** 1-based line of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Tests, and what only tests import: `.test-support.ts`, `.fixture.ts`, folders named `testing`, the folders of whole tests. */
export function isTest(path: string): boolean {
  return /\.(test|test-support|fixture)\.ts$|\/testing\//.test(path) || /^(tests|web\/e2e)\//.test(path);
}

/** The adapters of an engine that one service alone uses stand in that service's store/. */
export function isOwnEngine(path: string): boolean {
  return /^services\/(auth|search)\/src\/store\/.*(sqlite|fts5|mongodb|elasticsearch)/.test(path);
}

function walk(path: string, found: string[]): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() && /\.tsx?$/.test(path)) found.push(path);
  if (!stat?.isDirectory()) return;
  for (const entry of readdirSync(path)) {
    if (!skipped.has(entry)) walk(join(path, entry), found);
  }
}
