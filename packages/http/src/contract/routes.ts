import type { Client, Contract, Method } from '@fanfare/contracts';
import type { ApiRequest, Route } from '../route.ts';
import { Answer } from '../route.ts';
import { asWireError, directClient } from './direct.ts';
import { pathOf, toWire } from './wire.ts';

/** Bulk methods carry thousands of posts or pairs. */
const BODY_LIMIT = 64 * 1024 * 1024;

/** The internal routes of a contract: `POST /internal/<service>/<method>`, input and output as JSON. */
export function contractRoutes<Methods extends Record<string, Method>>(
  contract: Contract<Methods>,
  implementation: () => Client<Contract<Methods>>,
): Route[] {
  const client = directClient(contract, implementation) as Record<
    string,
    (input: unknown) => Promise<unknown>
  >;
  return Object.keys(contract.methods).map((name) => ({
    method: 'POST' as const,
    path: pathOf(contract.service, name),
    summary: `${contract.service}.${name}`,
    auth: 'none' as const,
    scopes: [],
    rate: 'none' as const,
    kind: 'internal' as const,
    bodyLimit: BODY_LIMIT,
    async handle(request: ApiRequest<unknown, unknown, unknown, 'none'>) {
      try {
        return new Answer(JSON.stringify((await client[name]?.(request.body)) ?? null), {
          headers: { 'content-type': 'application/json' },
        });
      } catch (thrown) {
        const error = asWireError(thrown);
        return new Answer(toWire(error), { status: error.status, failure: error });
      }
    },
  }));
}
