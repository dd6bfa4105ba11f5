/** Asks, and holds every answer against what is documented and what may be kept. */
import assert from 'node:assert/strict';
import { testedOn } from '@fanfare/testkit';
import type { Answered, Asked, Wire } from '../support/wire.ts';
import { wire } from '../support/wire.ts';
import type { RouteFacts } from './requests.ts';
import { nameOf } from './requests.ts';
import { watchOn } from './watch.ts';
import type { World } from './world.ts';

export interface Asking {
  /**
   * Any answer is well: the right shape, never a 5xx, and nothing changed if it refuses.
   * @param token null: none. Unless said, the owner's, which may do everything
   */
  ask(route: RouteFacts, asked: Omit<Asked, 'method'>, token?: string | null): Promise<Answered>;
  /** And it refuses with this status. */
  refused(
    status: number,
    route: RouteFacts,
    asked: Omit<Asked, 'method'>,
    token?: string | null,
  ): Promise<Answered>;
  close(): Promise<void>;
}

export async function askingIn(world: World): Promise<Asking> {
  const { network } = world;
  const on: Wire = wire(network.url);
  const watch = await watchOn(network);

  const asking: Asking = {
    async ask(route, asked, token = world.token) {
      const headers = {
        ...(token === null || route.auth === 'none' ? {} : { authorization: `Bearer ${token}` }),
        ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...asked.headers,
      };
      await watch.before();
      const answer = await on.ask({ ...asked, method: route.method, headers });
      const said = `${nameOf(route)} as ${asked.path.slice(0, 300)} ${String(asked.body).slice(0, 300)}`;
      checkShape(route, answer, said);
      await watch.after(said, answer.status < 400 && route.method !== 'GET');
      return answer;
    },
    async refused(status, route, asked, token) {
      const answer = await asking.ask(route, asked, token);
      const said = `${nameOf(route)} ${asked.path.slice(0, 300)} ${String(asked.body).slice(0, 300)}`;
      assert.equal(answer.status, status, `${said}\n${answer.text.slice(0, 500)}`);
      return answer;
    },
    async close() {
      on.close();
      await watch.close();
    },
  };
  return asking;
}

function checkShape(route: Pick<RouteFacts, 'kind' | 'answers'>, answer: Answered, said: string): void {
  const { status, headers, text } = answer;
  const what = `${said}: ${status} ${text.slice(0, 1000)}`;
  // oEmbed has 501 for a form that is not offered, and the route says so.
  const foreseen = status === 501 && route.answers?.[501] !== undefined;
  assert.ok((status >= 200 && status < 500) || foreseen, what);
  if (status < 400) return;
  const type = String(headers['content-type']);
  // What NGINX refuses by itself it refuses as JSON everywhere: it does not know what a page is.
  if (route.kind === 'page' && (testedOn() === '' || type.startsWith('text/html'))) {
    assert.match(type, /^text\/html/, what);
  } else {
    assert.match(type, /^application\/json/, what);
    const body = JSON.parse(text) as Record<string, unknown>;
    assert.ok(typeof body.error === 'string' && body.error !== '', what);
    // What nobody may ask is not there for a gateway, like any other unknown path.
    const open = route.kind === 'internal' && testedOn() === '' ? undefined : '*';
    assert.equal(headers['access-control-allow-origin'], open, what);
  }
  assert.doesNotMatch(text, /\bat [\w.<>]+ \(|node_modules|SQLITE|\.ts:\d/, what);
}
