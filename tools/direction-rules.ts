import { posix } from 'node:path';
import { isOwnEngine, isTest } from './files.ts';
import type { Import } from './imports.ts';

const ports = ['text', 'sql', 'eventlog', 'cache', 'blob', 'mail', 'http', 'telemetry'];
/** Ports that stand on other ports' interfaces. */
const portsOnPorts: Record<string, readonly string[]> = {
  http: ['sql', 'eventlog', 'cache', 'telemetry'],
  eventlog: ['sql', 'cache', 'telemetry'],
  telemetry: ['sql', 'cache'],
};
/** Kinds of folders inside a service, and what each may not know. */
const inside: Record<string, readonly string[]> = {
  domain: ['api', 'store', 'consumers', 'migrations'],
  store: ['api', 'consumers'],
};

interface Place {
  /** packages, services, apps, tests, bench, tools */
  kind: string;
  /** The workspace: kernel, write, cli; for tests, bench and tools their own name. */
  name: string;
  /** What follows, such as src/domain/rules.ts; of a package import its subpath, empty for its root. */
  rest: string;
}

/**
 * Which import of a file goes against kernel <- contracts <- ports <- services <- apps, as sentences.
 * @param path of the importing file, from the root of the repository
 * @param workspaces name to kind, such as write: services
 */
export function wrongDirections(
  path: string,
  imports: readonly Import[],
  workspaces: ReadonlyMap<string, string>,
): string[] {
  const from = placeOf(path);
  const wrong: string[] = [];
  for (const one of imports) {
    const reason = one.specifier.startsWith('.')
      ? relativeReason(path, from, one)
      : packageReason(path, from, one, workspaces);
    if (reason) wrong.push(`${path}:${one.line}: '${one.specifier}': ${reason}`);
  }
  return wrong;
}

function placeOf(path: string): Place {
  const [kind = '', second = '', ...rest] = path.split('/');
  return ['packages', 'services', 'apps'].includes(kind)
    ? { kind, name: second, rest: rest.join('/') }
    : { kind, name: kind, rest: [second, ...rest].join('/') };
}

function relativeReason(path: string, from: Place, one: Import): string | undefined {
  const to = placeOf(posix.join(posix.dirname(path), one.specifier));
  if (to.kind !== from.kind || to.name !== from.name) {
    return 'another workspace is imported by its package name, not by a path';
  }
  if (from.kind !== 'services' || isTest(path) || one.typeOnly) return undefined;
  const [, here = ''] = from.rest.split('/');
  const [, there = ''] = to.rest.split('/');
  if (!inside[here]?.includes(there)) return undefined;
  return here === 'domain'
    ? `domain/ holds pure rules: what uses ${there}/ stands in consumers/, api/ or beside module.ts`
    : `${here}/ knows nothing of ${there}/`;
}

function packageReason(
  path: string,
  from: Place,
  one: Import,
  workspaces: ReadonlyMap<string, string>,
): string | undefined {
  const to = ourPackage(one.specifier, workspaces);
  const test = isTest(path);
  if (!to) return test ? undefined : outsideReason(from, one.specifier);
  if (to.name === from.name) return undefined;
  if (to.name === 'testkit') return test ? undefined : 'only tests import the testkit';
  if (to.kind === 'tools')
    return outsideProduct(from, test) ? undefined : 'only tests and tools start engines';
  if (from.kind === 'services' && to.kind === 'services') return 'a service never imports another service';
  if (outsideProduct(from, test)) return undefined;
  if (from.kind === 'apps') return appReason(from, to);
  if (to.kind !== 'packages') return `${from.kind} stand below ${to.kind}`;
  if (from.name === 'kernel') return 'the kernel imports nothing';
  if (from.name === 'contracts') return to.name === 'kernel' ? undefined : 'contracts import the kernel only';
  if (to.name === 'kernel' || to.name === 'contracts') return undefined;
  if (from.kind === 'packages' && !portsOnPorts[from.name]?.includes(to.name)) {
    return `${from.name} may not stand on ${to.name}`;
  }
  if (to.rest !== '' && !isOwnEngine(path)) {
    return 'a port is imported at its root: adapters are chosen in compose, kits belong into tests';
  }
  return undefined;
}

function outsideProduct(from: Place, test: boolean): boolean {
  return test || ['tests', 'bench', 'tools'].includes(from.kind) || from.name === 'testkit';
}

function appReason(from: Place, to: Place): string | undefined {
  const adapter = ports.includes(to.name) && to.rest !== '';
  return adapter && from.name !== 'server' ? 'adapters are chosen in apps/server only' : undefined;
}

function outsideReason(from: Place, specifier: string): string | undefined {
  if (from.name === 'kernel' && !specifier.startsWith('node:')) return 'the kernel imports nothing';
  if (from.name === 'contracts' && !/^(typebox|node:)/.test(specifier)) {
    return 'contracts import typebox and the kernel only';
  }
  const database = /^(kysely|node:sqlite)(\/|$)/.test(specifier);
  if (from.kind === 'services' && database && !/^src\/(store|migrations)\//.test(from.rest)) {
    return 'SQL stands in store/ and migrations/ only';
  }
  return undefined;
}

function ourPackage(specifier: string, workspaces: ReadonlyMap<string, string>): Place | undefined {
  const [scope, name = '', ...rest] = specifier.split('/');
  if (scope !== '@fanfare') return undefined;
  return { kind: workspaces.get(name) ?? 'packages', name, rest: rest.join('/') };
}
