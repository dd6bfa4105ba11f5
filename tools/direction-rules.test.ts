import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrongDirections } from './direction-rules.ts';
import { importsOf } from './imports.ts';

const workspaces = new Map([
  ['kernel', 'packages'],
  ['contracts', 'packages'],
  ['sql', 'packages'],
  ['cache', 'packages'],
  ['testkit', 'packages'],
  ['write', 'services'],
  ['read', 'services'],
  ['server', 'apps'],
  ['cli', 'apps'],
]);

const wrong = (path: string, text: string) => wrongDirections(path, importsOf(path, text), workspaces);

const forbidden: readonly [path: string, text: string][] = [
  ['packages/kernel/src/a.ts', `import { x } from '@fanfare/contracts';`],
  ['packages/kernel/src/a.ts', `import fastify from 'fastify';`],
  ['packages/contracts/src/a.ts', `import { x } from '@fanfare/sql';`],
  ['packages/contracts/src/a.ts', `import { x } from 'kysely';`],
  ['packages/cache/src/a.ts', `import { x } from '@fanfare/sql';`],
  ['packages/sql/src/a.ts', `import type { x } from '@fanfare/write';`],
  ['packages/http/src/a.ts', `import { x } from '@fanfare/sql/sqlite';`],
  ['packages/http/src/a.ts', `import { x } from '../../sql/src/port.ts';`],
  ['services/write/src/store/a.ts', `import { x } from '@fanfare/read';`],
  ['services/write/src/a.test.ts', `import { x } from '@fanfare/read';`],
  ['services/write/src/store/a.ts', `import { x } from '@fanfare/cache/memory';`],
  ['services/write/src/store/a.ts', `const x = await import('@fanfare/cache/memory');`],
  ['services/write/src/store/a.ts', `export { x } from '@fanfare/cache/memory';`],
  ['services/write/src/store/a.ts', `type X = import('@fanfare/cache/memory').X;`],
  ['services/write/src/store/a.ts', `import { kit } from '@fanfare/cache/kit';`],
  ['services/write/src/a.ts', `import { x } from '@fanfare/server';`],
  ['services/write/src/a.ts', `import { x } from '@fanfare/testkit';`],
  ['services/write/src/api/a.ts', `import { sql } from 'kysely';`],
  ['services/write/src/domain/a.ts', `import { x } from '../store/b.ts';`],
  ['apps/server/src/compose.ts', `import { x } from '@fanfare/testkit';`],
  ['apps/cli/src/a.ts', `import { x } from '@fanfare/cache/memory';`],
];

const allowed: readonly [path: string, text: string][] = [
  ['packages/kernel/src/a.ts', `import { randomBytes } from 'node:crypto';\nimport { x } from './b.ts';`],
  ['packages/contracts/src/a.ts', `import { x } from '@fanfare/kernel';\nimport { Type } from 'typebox';`],
  ['packages/eventlog/src/sql/a.ts', `import type { x } from '@fanfare/sql';`],
  ['packages/cache/src/a.test.ts', `import { x } from '@fanfare/testkit';\nimport fc from 'fast-check';`],
  ['packages/testkit/src/a.ts', `import { x } from '@fanfare/server';`],
  ['services/write/src/store/a.ts', `import { sql } from 'kysely';\nimport type { D } from '@fanfare/sql';`],
  ['services/write/src/api/a.ts', `import { x } from '../store/b.ts';`],
  ['services/write/src/a.test.ts', `import { kit } from '@fanfare/cache/kit';`],
  ['services/search/src/store/fts5/a.ts', `import { x } from '@fanfare/sql/sqlite';`],
  ['apps/server/src/compose.ts', `import { x } from '@fanfare/cache/memory';\nimport '@fanfare/write';`],
  ['tests/a.test.ts', `import { x } from '@fanfare/testkit';`],
];

for (const [path, text] of forbidden) {
  test(`forbidden: ${path}: ${text}`, () => assert.equal(wrong(path, text).length, 1));
}

for (const [path, text] of allowed) {
  test(`allowed: ${path}: ${text.replaceAll('\n', ' ')}`, () => assert.deepEqual(wrong(path, text), []));
}
