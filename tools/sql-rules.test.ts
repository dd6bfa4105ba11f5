import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outsideSubset } from './sql-rules.ts';

const forbidden = [
  `db.insertInto('a').values(x).returning('id')`,
  `db.updateTable('a').set(x).returningAll()`,
  `await db.insertInto('a').values(x).onConflict((c) => c.doNothing()).execute()`,
  `db.insertInto('a').values(x).onDuplicateKeyUpdate(y)`,
  `db.insertInto('a').ignore().values(x)`,
  `db.selectFrom('a').forUpdate()`,
  `schema.createIndex('i').on('a').column('b').where('c', 'is', null)`,
  `schema.createIndex('i').on('a').expression(sql\`lower(b)\`)`,
  `schema.createTable('a').addColumn('b', 'jsonb')`,
  `schema.createTable('a').addColumn('b', 'integer', (c) => c.autoIncrement())`,
  `eb.ref('data', '->>').key('x')`,
  "sql`select data->>'x' from a`",
  'sql`json_extract(data, ${path})`',
  'sql`insert into a values (1) returning id`',
  'sql`insert into a values (1) on conflict do nothing`',
  'sql<number>`pragma data_version`',
  'sql`id integer primary key autoincrement`',
  'sql`(a, b) < (${a}, ${b})`',
  'sql`a || b`',
  'sql`a::text`',
  'sql`strftime(1)`',
  `sql.raw('PRAGMA integrity_check')`,
  `db.exec('PRAGMA integrity_check')`,
  `db.exec('INSERT OR IGNORE INTO a VALUES (1)')`,
  `db.prepare('select * from a where b glob ?')`,
  'db.exec(`create index i on a (b) where c is null`)',
];

const allowed = [
  `db.selectFrom('a').select('b').where('c', '=', 1).limit(20)`,
  `schema.createIndex('i').on('a').columns(['b', 'c']).unique()`,
  `schema.createTable('a').addColumn('b', 'bigint', (c) => c.notNull())`,
  'sql<number>`coalesce(sum(n), 0)`',
  'sql`exists (select 1 from a where a.b = ${b})`',
  `log.info('returning to the pragma of the matter on conflict')`,
  `const returning = (x) => x; returning(1)`,
  `assert.match('a', /(a, b)/)`,
  `ignore.insertInto(x)`,
  'const page = `Update your profile: <a href="${url}">set it</a> -> here`',
  `throw new AppError('delete from the list')`,
];

for (const text of forbidden) {
  test(`outside: ${text}`, () => assert.notDeepEqual(outsideSubset('a.ts', text), []));
}

for (const text of allowed) {
  test(`inside: ${text}`, () => assert.deepEqual(outsideSubset('a.ts', text), []));
}
