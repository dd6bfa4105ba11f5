import { parseSync } from 'oxc-parser';
import { lineAt } from './files.ts';

/**
 * The core SQL is what SQLite, Postgres 15, MySQL 8 and MariaDB 10.11 share; where they differ, packages/sql
 * has a function. These are the words, calls and types by which code leaves that subset.
 */
const words: readonly [RegExp, string][] = [
  [/\breturning\b/i, 'RETURNING is not in MySQL'],
  [/\bon\s+(conflict|duplicate)\b/i, 'use upsert or insertIgnore of @fanfare/sql'],
  [/\b(insert|update)\s+(or\s+(ignore|replace|abort|fail|rollback)|ignore)\b/i, 'use insertIgnore'],
  [/\breplace\s+into\b/i, 'use upsert of @fanfare/sql'],
  [/->/, 'JSON operators differ: keep JSON as text and parse it'],
  [/\bjsonb?_\w+\s*\(/i, 'JSON functions differ: keep JSON as text and parse it'],
  [/\bpragma\b/i, 'PRAGMA is SQLite'],
  [/\bauto_?increment\b|\b(big)?serial\b/i, 'ids are minted, not counted by the database'],
  [/\b(ilike|glob|similar\s+to|regexp|rlike|match)\b/i, 'pattern operators differ'],
  [/::\s*\w/, 'a cast with :: is Postgres'],
  [/\|\|/, '|| means OR in MySQL: use concat of the code'],
  [/`/, 'backticks are MySQL'],
  [/\b(rowid|ctid|sqlite_\w+|pg_\w+|information_schema)\b/i, 'system names differ'],
  [/\bfilter\s*\(\s*where\b/i, 'FILTER is not in MySQL'],
  [/\bfull\s+(outer\s+)?join\b|\blateral\b|\bdistinct\s+on\b|\bis\s+(not\s+)?distinct\b/i, 'not in all'],
  [/\bfor\s+(update|share)\b|\bskip\s+locked\b/i, 'row locks are taken by @fanfare/sql'],
  [/\b(now|strftime|datetime|unixepoch|date_trunc|random|rand|ifnull|nvl)\s*\(/i, 'the function differs'],
  [/\b(group_concat|string_agg|array_agg|any|unnest|generate_series)\s*\(/i, 'the function differs'],
  [/\([\w".\s]+,[\w".,\s]+\)\s*(<|>|=|in\b)/i, 'row values compare differently: use the keyset helpers'],
  [/\bcreate\s+(unique\s+)?index\b[^;]*\bwhere\b/i, 'no partial indexes'],
];
const calls: Record<string, string> = {
  returning: 'RETURNING is not in MySQL',
  returningAll: 'RETURNING is not in MySQL',
  onConflict: 'use upsert or insertIgnore of @fanfare/sql',
  onDuplicateKeyUpdate: 'use upsert of @fanfare/sql',
  replaceInto: 'use upsert of @fanfare/sql',
  mergeInto: 'not in all databases',
  distinctOn: 'not in all databases',
  fullJoin: 'not in all databases',
  autoIncrement: 'ids are minted, not counted by the database',
  forUpdate: 'row locks are taken by @fanfare/sql',
  forShare: 'row locks are taken by @fanfare/sql',
  skipLocked: 'row locks are taken by @fanfare/sql',
  refTuple: 'row values compare differently: use the keyset helpers',
  modifyEnd: 'dialect SQL stands in packages/sql',
  modifyFront: 'dialect SQL stands in packages/sql',
};
/** Calls that matter only further along a chain that has the other call. */
const chained: readonly [call: string, after: string, why: string][] = [
  ['where', 'createIndex', 'no partial indexes'],
  ['expression', 'createIndex', 'no functional indexes'],
  ['using', 'createIndex', 'index methods differ'],
  ['ifNotExists', 'createIndex', 'not in MySQL'],
  ['ignore', 'insertInto', 'use insertIgnore of @fanfare/sql'],
  ['orIgnore', 'insertInto', 'use insertIgnore of @fanfare/sql'],
  ['orReplace', 'insertInto', 'use upsert of @fanfare/sql'],
];
const types = /^(serial|bigserial|jsonb?|boolean|timestamp(tz)?|datetime|date|time|uuid|bytea)\b/i;
const looksLikeSql =
  /^\s*(select\s[\s\S]+\sfrom\s|insert\s+(or\s+\w+\s+)?into\s|update\s+\S+\s+set\s|delete\s+from\s|replace\s+into\s|create\s+(unique\s+|virtual\s+)?(table|index|view|trigger)\s|alter\s+table\s|drop\s+(table|index)\s|pragma\s|vacuum\b|attach\s)/i;

interface Node {
  type: string;
  start: number;
  [member: string]: unknown;
}

/** Where a file leaves the shared SQL, as sentences. */
export function outsideSubset(path: string, text: string): string[] {
  const wrong = new Set<string>();
  const say = (node: Node, what: string, why: string) =>
    wrong.add(`${path}:${lineAt(text, node.start)}: ${what}: ${why}`);
  const checkWords = (node: Node, sql: string) => {
    for (const [word, why] of words) {
      const hit = word.exec(sql);
      if (hit) say(node, hit[0].trim(), why);
    }
  };
  walk(parseSync(path, text, { lang: 'ts', sourceType: 'module' }).program, (node) => {
    if (node.type === 'TaggedTemplateExpression' && rootName(node.tag) === 'sql') {
      checkWords(node, templateText(node.quasi));
    } else if (node.type === 'TemplateLiteral' && looksLikeSql.test(templateText(node))) {
      checkWords(node, templateText(node));
    } else if (node.type === 'Literal' && typeof node.value === 'string') {
      if (looksLikeSql.test(node.value)) checkWords(node, node.value);
    } else if (node.type === 'CallExpression') {
      checkCall(node, say, checkWords);
    }
  });
  return [...wrong];
}

function checkCall(
  node: Node,
  say: (node: Node, what: string, why: string) => void,
  checkWords: (node: Node, sql: string) => void,
): void {
  const names = chain(node);
  const [name = '', ...before] = names;
  const args = Array.isArray(node.arguments) ? node.arguments.filter(isNode) : [];
  const second = args[1]?.value;
  const at = property(node) ?? node;
  const forbidden = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (forbidden && before.length > 0) say(at, `.${name}()`, forbidden);
  for (const [call, after, why] of chained) {
    if (name === call && before.includes(after)) say(at, `.${after}().${call}()`, why);
  }
  if (name === 'ref' && typeof second === 'string' && second.startsWith('->')) {
    say(at, second, 'JSON operators differ: keep JSON as text and parse it');
  }
  if (name === 'addColumn' && typeof second === 'string' && types.test(second)) {
    say(at, second, 'not a type of all databases: integers for times and booleans, text for JSON');
  }
  if (name === 'raw' && before[0] === 'sql') {
    const [first] = args;
    const raw = first?.type === 'TemplateLiteral' ? templateText(first) : first?.value;
    if (first && typeof raw === 'string') checkWords(first, raw);
  }
}

/** The names in a chain of calls, last first: db.a().b() is b, a, db. */
function chain(node: unknown): string[] {
  const names: string[] = [];
  let at = node;
  while (isNode(at)) {
    if (at.type === 'CallExpression') at = at.callee;
    else if (at.type === 'MemberExpression') {
      names.push(rootName(at.property));
      at = at.object;
    } else if (at.type === 'AwaitExpression') at = at.argument;
    else {
      names.push(rootName(at));
      break;
    }
  }
  return names;
}

function property(node: Node): Node | undefined {
  const callee = node.callee;
  return isNode(callee) && isNode(callee.property) ? callee.property : undefined;
}

function rootName(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : '';
}

function templateText(node: unknown): string {
  if (!isNode(node) || !Array.isArray(node.quasis)) return '';
  return node.quasis
    .map((quasi: { value: { cooked: string | null } }) => quasi.value.cooked ?? '')
    .join(' ? ');
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit);
  else if (isNode(node)) {
    visit(node);
    for (const value of Object.values(node)) if (typeof value === 'object') walk(value, visit);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
