import { parseSync } from 'oxc-parser';
import { lineAt } from './files.ts';

export interface Import {
  specifier: string;
  line: number;
  /** Erased before the program runs. */
  typeOnly: boolean;
}

/** What a file of TypeScript imports: statically, re-exported, with `import()`, and as `import('x')` types. */
export function importsOf(path: string, text: string): Import[] {
  const { module } = parseSync(path, text, { lang: 'ts', sourceType: 'module' });
  const found: Import[] = [];
  for (const one of module.staticImports) {
    const typeOnly = one.entries.length > 0 && one.entries.every((entry) => entry.isType);
    found.push({ specifier: one.moduleRequest.value, line: lineAt(text, one.start), typeOnly });
  }
  for (const one of module.staticExports) {
    for (const entry of one.entries) {
      if (!entry.moduleRequest) continue;
      const line = lineAt(text, one.start);
      found.push({ specifier: entry.moduleRequest.value, line, typeOnly: entry.isType });
    }
  }
  // The parser lists import() expressions but not import() types; both look the same.
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) {
    if (match[1]) found.push({ specifier: match[1], line: lineAt(text, match.index), typeOnly: false });
  }
  return found;
}
