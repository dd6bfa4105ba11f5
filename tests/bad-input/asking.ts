/** Asks, and holds every answer against what is documented and what may be kept. */
import assert from 'node:assert/strict';
import type { Answered, Asked, Wire } from '../support/wire.ts';
import { wire } from '../support/wire.ts';
import type { Digest } from './digest.ts';
import { digestOf } from './digest.ts';
import type { RouteFacts } from './requests.ts';
import { nameOf } from './requests.ts';
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
  close(): void;
}

export function askingIn(world: World): Asking {
  const { network } = world;
  const on: Wire = wire(network.url);
  const digest: Digest = digestOf(network.folder);
  digest.moved();
  let kept = digest.take();

  /** After a refusal, and after a GET, nothing is different; after anything else what there is now is what is kept. */
  async function look(said: string, accepted: boolean): Promise<void> {
    if (accepted) await network.settle();
    if (!digest.moved()) return;
    const now = digest.take();
    if (!accepted) {
      const changed = [...now].filter(([table, rows]) => kept.get(table) !== rows).map(([table]) => table);
      assert.deepEqual(changed, [], `${said} must change nothing`);
    }
    kept = now;
  }

  const asking: Asking = {
    async ask(route, asked, token = world.token) {
      const headers = {
        ...(token === null || route.auth === 'none' ? {} : { authorization: `Bearer ${token}` }),
        ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...asked.headers,
      };
      const answer = await on.ask({ ...asked, method: route.method, headers });
      const said = `${nameOf(route)} as ${asked.path.slice(0, 300)} ${String(asked.body).slice(0, 300)}`;
      checkShape(route, answer, said);
      await look(said, answer.status < 400 && route.method !== 'GET');
      return answer;
    },
    async refused(status, route, asked, token) {
      const answer = await asking.ask(route, asked, token);
      const said = `${nameOf(route)} ${asked.path.slice(0, 300)} ${String(asked.body).slice(0, 300)}`;
      assert.equal(answer.status, status, `${said}\n${answer.text.slice(0, 500)}`);
      return answer;
    },
    close() {
      on.close();
      digest.close();
    },
  };
  return asking;
}

function checkShape(route: Pick<RouteFacts, 'kind'>, answer: Answered, said: string): void {
  const { status, headers, text } = answer;
  const what = `${said}: ${status} ${text.slice(0, 1000)}`;
  assert.ok(status >= 200 && status < 500, what);
  if (status < 400) return;
  const type = String(headers['content-type']);
  if (route.kind === 'page') {
    assert.match(type, /^text\/html/, what);
  } else {
    assert.match(type, /^application\/json/, what);
    const body = JSON.parse(text) as Record<string, unknown>;
    assert.ok(typeof body.error === 'string' && body.error !== '', what);
    assert.equal(headers['access-control-allow-origin'], route.kind === 'internal' ? undefined : '*', what);
  }
  assert.doesNotMatch(text, /\bat [\w.<>]+ \(|node_modules|SQLITE|\.ts:\d/, what);
}
