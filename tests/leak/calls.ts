/** Every way to ask every route: one probe at a time, each with a twin that asks for what does not exist. */
import assert from 'node:assert/strict';
import type { Name, ProbeClass } from './names.ts';
import * as names from './names.ts';

export interface RouteFacts {
  method: string;
  path: string;
  kind: string;
  params?: object;
  query?: object;
  body?: object;
  page?: object;
}

export interface Probe {
  value: string;
  /** Of the same form, and nothing has it. */
  decoy: string;
  /** It is known to everybody by now, so the answer may differ from the decoy's. */
  open?: boolean;
}

/** What the walk fills in. */
export interface Fillings {
  probes: Readonly<Record<ProbeClass, readonly Probe[]>>;
  /** Positions in lists, with the next free ones as decoys. */
  positions: readonly Probe[];
  /** For ACCOUNTS, STATUSES and AUTHOR. */
  plain: Readonly<Record<string, readonly string[]>>;
}

export interface Ask {
  method: string;
  path: string;
  body: Record<string, unknown> | null;
}

export interface Call extends Ask {
  route: string;
  probe: Probe | null;
  /** The same with the decoy. */
  twin: Ask | null;
}

interface Filled {
  /** The first of its kind: other parameters are tried with it. */
  first: boolean;
  value: unknown;
  probe: Probe | null;
  decoy: unknown;
}
type Values = Record<string, unknown>;

export function routeName({ method, path }: Pick<RouteFacts, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

export function callsOf(route: RouteFacts, fillings: Fillings): Call[] {
  const inPath = [...route.path.matchAll(/:(\w+)|\*/g)].map(([all, name]) => name ?? all);
  const inQuery = Object.keys(propertiesOf(route.query));
  const inBody = Object.keys(propertiesOf(route.body));
  const base = always(names.query, inQuery, route);
  const said = route.method === 'GET' ? null : always(names.body, inBody, route);
  const calls: Call[] = [];

  function add(filled: Filled | null, put: (value: unknown) => Sent): void {
    const ask = ([path, query, sent]: Sent): Ask => ({
      method: route.method,
      path: pathOf(route.path, path, query),
      body: sent,
    });
    const probe = filled?.probe ?? null;
    calls.push({
      ...ask(put(filled?.value)),
      route: routeName(route),
      probe,
      twin: probe === null ? null : ask(put(filled?.decoy)),
    });
  }

  const paths = pathsOf(inPath, route, fillings);
  for (const { path, filled, name } of paths) {
    add(filled, (value) => [name === null ? path : { ...path, [name]: value }, base, said]);
  }
  for (const { path } of paths.filter(({ filled }) => filled === null || filled.first)) {
    for (const name of inQuery) {
      for (const filled of fill(names.query, name, route, fillings))
        add(filled, (value) => [path, { ...base, [name]: value }, said]);
    }
    for (const name of said === null ? [] : inBody) {
      for (const filled of fill(names.body, name, route, fillings))
        add(filled, (value) => [path, base, { ...said, [name]: value }]);
    }
    for (const name of route.page === undefined ? [] : ['max_id', 'since_id', 'min_id']) {
      for (const probe of fillings.positions) {
        const filled = { first: false, value: probe.value, decoy: probe.decoy, probe };
        add(filled, (value) => [path, { ...base, [name]: value }, said]);
      }
    }
  }
  return calls;
}

type Sent = [path: Values, query: Values, body: Values | null];

interface PathFilling {
  path: Values;
  filled: Filled | null;
  /** The parameter that the filling is of. */
  name: string | null;
}

/** Each parameter's probes with the plain values of the others. */
function pathsOf(inPath: readonly string[], route: RouteFacts, fillings: Fillings): PathFilling[] {
  if (inPath.length === 0) return [{ path: {}, filled: null, name: null }];
  const first = Object.fromEntries(
    inPath.map((name) => [name, fill(names.params, name, route, fillings)[0]?.value ?? 'x']),
  );
  return inPath.flatMap((name) =>
    fill(names.params, name, route, fillings).map((filled) => ({
      path: { ...first, [name]: filled.value },
      filled,
      name,
    })),
  );
}

function fill(
  table: Readonly<Record<string, Name>>,
  name: string,
  route: RouteFacts,
  { probes, plain }: Fillings,
): Filled[] {
  const { plain: values = [], probes: kind, wrap = (value: string) => value } = known(table, name, route);
  const filled = values.flatMap((value): Filled[] =>
    (plain[String(value)] ?? [value]).map((one, index) => ({
      first: index === 0,
      value: typeof one === 'string' ? wrap(one) : one,
      decoy: null,
      probe: null,
    })),
  );
  const probing = kind === undefined ? [] : probes[kind];
  return [
    ...filled,
    ...probing.map(
      (probe): Filled => ({
        first: false,
        value: wrap(probe.value),
        decoy: wrap(probe.decoy),
        probe,
      }),
    ),
  ];
}

function always(table: Readonly<Record<string, Name>>, inUse: readonly string[], route: RouteFacts): Values {
  return Object.fromEntries(
    inUse.flatMap((name) => {
      const { always: value } = known(table, name, route);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function known(table: Readonly<Record<string, Name>>, name: string, route: RouteFacts): Name {
  const found = table[name];
  assert.ok(
    found,
    `${routeName(route)} has a parameter "${name}": say in tests/leak/names.ts what to put in`,
  );
  return found;
}

function propertiesOf(schema: object | undefined): object {
  return schema !== undefined && 'properties' in schema ? (schema.properties as object) : {};
}

function pathOf(pattern: string, path: Values, query: Values): string {
  const filled = pattern.replace(/:(\w+)|\*/g, (all, name?: string) => {
    const value = String(path[name ?? all] ?? '');
    return name === undefined ? value : encodeURIComponent(value);
  });
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value) parts.append(`${name}[]`, String(one));
    else parts.append(name, String(value));
  }
  return parts.size === 0 ? filled : `${filled}?${parts}`;
}
