import type { EngineCalls } from '@fanfare/telemetry';
import type { IdentityStore } from './identity.ts';

/** The same store, with each of its methods counted and timed under `part.method`. */
export function observedIdentity(store: IdentityStore, calls: EngineCalls): IdentityStore {
  const revocations = observedPart('revocations', () => store.grants.revocations, calls, {});
  return {
    identities: observedPart('identities', () => store.identities, calls, {}),
    apps: observedPart('apps', () => store.apps, calls, {}),
    grants: observedPart('grants', () => store.grants, calls, { revocations }),
    sessions: observedPart('sessions', () => store.sessions, calls, {}),
    ownerLinks: observedPart('owner_links', () => store.ownerLinks, calls, {}),
  };
}

type Method = (...args: never[]) => Promise<unknown>;
/** Whatever of a part is no method must be said by itself. */
type Rest<Part> = { [Name in keyof Part as Part[Name] extends Method ? never : Name]: Part[Name] };

/** @param part asked at each call: the engine may not be opened yet */
function observedPart<Part extends object>(
  name: string,
  part: () => Part,
  { watch }: EngineCalls,
  rest: Rest<Part>,
): Part {
  const known = new Map<string | symbol, unknown>(Object.entries(rest));
  return new Proxy({} as Part, {
    get(_target, method) {
      if (!known.has(method)) known.set(method, watched(method));
      return known.get(method);
    },
  });

  function watched(method: string | symbol) {
    const operation = `${name}.${String(method).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    return (...args: unknown[]) => watch(operation, call(part(), method, args));
  }
}

async function call(part: object, method: string | symbol, args: unknown[]): Promise<unknown> {
  const called = (part as Record<string | symbol, (...args: unknown[]) => Promise<unknown>>)[method];
  if (called === undefined) throw new TypeError(`There is no ${String(method)}`);
  return called.apply(part, args);
}
