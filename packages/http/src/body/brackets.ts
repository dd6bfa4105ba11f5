/**
 * Names in brackets, as forms and query strings carry nested values: `a[]`, `a[b]`, `a[b][]`, `a[0][b]`
 * and `a[][b]`, where a repeated `b` begins the next item. Lists by index become objects with digits as
 * names here; the schema says later whether a list was meant.
 */
import { AppError } from '@fanfare/kernel';

const MAX_PAIRS = 1000;
const MAX_DEPTH = 8;

type Nest = { [name: string]: unknown };

/** @throws AppError `bad_request` for more pairs than any client sends */
export function parseBrackets(
  pairs: Iterable<readonly [name: string, value: string]>,
): Record<string, unknown> {
  const root: Nest = {};
  let count = 0;
  for (const [name, value] of pairs) {
    if (++count > MAX_PAIRS) throw new AppError('bad_request', { text: `More than ${MAX_PAIRS} parameters` });
    const path = pathOf(name);
    if (path !== null) put(root, path, value);
  }
  return root;
}

export function parseUrlEncoded(text: string): Record<string, unknown> {
  return text === '' ? {} : parseBrackets(new URLSearchParams(text));
}

/** Null: a name that is dropped (too deep, or one that could reach a prototype). */
function pathOf(name: string): string[] | null {
  const open = name.indexOf('[');
  // `a[b` and `[a]` are plain names.
  if (open <= 0 || !name.endsWith(']')) return safe(name) ? [name] : null;
  const path = [name.slice(0, open), ...name.slice(open + 1, -1).split('][')];
  return path.length <= MAX_DEPTH && path.every(safe) ? path : null;
}

function safe(name: string): boolean {
  return name !== '__proto__' && name !== 'constructor' && name !== 'prototype';
}

/** A later value of the same name wins, but in a list both are kept; a name used in two ways keeps its first. */
function put(root: Nest, path: readonly string[], value: string): void {
  let at: Nest = root;
  for (let depth = 0; depth < path.length; depth++) {
    const name = path[depth] ?? '';
    const rest = path.slice(depth + 1);
    if (rest.length === 0) {
      if (typeof at[name] !== 'object') at[name] = value;
      return;
    }
    if (rest[0] === '') {
      putInList(at, name, rest.slice(1), value);
      return;
    }
    at[name] ??= {};
    const next = at[name];
    if (!isNest(next)) return;
    at = next;
  }
}

function putInList(at: Nest, name: string, rest: readonly string[], value: string): void {
  at[name] ??= [];
  const list = at[name];
  if (!Array.isArray(list)) return;
  if (rest.length === 0) {
    list.push(value);
    return;
  }
  let last: unknown = list.at(-1);
  if (!isNest(last) || has(last, rest)) {
    last = {};
    list.push(last);
  }
  put(last as Nest, rest, value);
}

function has(item: Nest, path: readonly string[]): boolean {
  let at: unknown = item;
  for (const name of path) {
    if (name === '') return false;
    if (!isNest(at) || !Object.hasOwn(at, name)) return false;
    at = at[name];
  }
  return true;
}

function isNest(value: unknown): value is Nest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
