/**
 * Both instances of auth die right after a revocation was acknowledged: tokens that were used and tokens that nobody
 * has used yet are good at every service, the revoked one is refused by every service within a second.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { client } from './client.ts';
import type { Fault } from './faults.ts';
import type { Scene } from './scene.ts';
import type { World } from './world.ts';
import { expect, PASSWORD } from './world.ts';

/** Of each service that people reach, a request that needs a token. */
const doors: Readonly<Record<string, string>> = {
  write: '/api/v1/submissions',
  read: '/api/v1/timelines/home',
  'user-graph': '/api/v1/blocks',
  search: '/api/v2/search?q=fanfaredrill&type=statuses',
  notification: '/api/v1/notifications',
};

interface Door {
  readonly name: string;
  readonly url: string;
  readonly path: string;
}

interface App {
  readonly client_id: string;
  readonly client_secret: string;
}

/** For so long auth is away, in ms. */
const AWAY = 20_000;
/** After the revocation. */
const REFUSED_WITHIN = 1_000;

export const authAway: Fault = {
  name: 'auth-away',
  about: 'both instances of auth killed right after a revocation, away 20 s, while tokens are used',
  postingGoesOn: true,
  async run(scene) {
    const { world } = scene;
    const doorsOfAll = everyDoor(scene);
    const app = await makeApp(world);
    const [used, revoked] = [await signIn(world, app), await signIn(world, app)];
    const fresh = await Promise.all(doorsOfAll.map(() => signIn(world, app)));
    for (const door of doorsOfAll)
      for (const token of [used, revoked]) expect(200, await knock(world, door, token));

    const given = await world.stranger.ask('revoke', 'POST', '/oauth/revoke', { ...app, token: revoked });
    expect(200, given);
    const at = Date.now();
    const instances = scene.instances('auth');
    const dead = Promise.all(instances.map(scene.kill));
    const wrong = await Promise.all(doorsOfAll.map((door) => refused(world, door, revoked, at)));
    await dead;

    for (const [index, door] of doorsOfAll.entries())
      wrong.push(await good(world, door, fresh[index] ?? '', 'a new'));
    while (Date.now() < at + AWAY) {
      for (const door of doorsOfAll) {
        wrong.push(await good(world, door, used, 'a used'));
        wrong.push(await refused(world, door, revoked, at));
      }
      await pause(500);
    }
    await Promise.all(instances.map(scene.restart));
    for (const door of doorsOfAll) wrong.push(await refused(world, door, revoked, at));
    return [...new Set(wrong.flat())];
  },
};

function everyDoor(scene: Scene): Door[] {
  return Object.entries(doors).flatMap(([service, path]) =>
    scene.instances(service).map(({ name, address }) => ({ name, url: `http://${address}`, path })),
  );
}

async function makeApp({ stranger }: World): Promise<App> {
  const made = await stranger.ask('sign-in', 'POST', '/api/v1/apps', {
    ...{ client_name: 'drill', redirect_uris: 'urn:ietf:wg:oauth:2.0:oob', scopes: 'read write follow' },
  });
  expect(200, made);
  const { client_id, client_secret } = made.body;
  return { client_id, client_secret };
}

async function signIn({ stranger }: World, app: App): Promise<string> {
  const given = await stranger.ask('sign-in', 'POST', '/oauth/token', {
    ...{
      grant_type: 'password',
      username: 'stranger',
      password: PASSWORD,
      scope: 'read write follow',
      ...app,
    },
  });
  expect(200, given);
  return given.body.access_token;
}

/** Past the gateway, so that each instance is asked. Written down apart: 401 is right for a revoked token. */
function knock(_world: World, door: Door, token: string) {
  return client(door.url, token, { asked: [], leaks: [] })('token', 'GET', door.path);
}

async function good(world: World, door: Door, token: string, what: string): Promise<string[]> {
  const { status } = await knock(world, door, token);
  return status === 200 ? [] : [`${door.name} answered ${status} to ${what} token while auth was away`];
}

async function refused(world: World, door: Door, token: string, since: number): Promise<string[]> {
  for (;;) {
    const { status } = await knock(world, door, token);
    if (status === 401) return [];
    if (Date.now() > since + REFUSED_WITHIN)
      return [
        `${door.name} answered ${status} to a revoked token ${Date.now() - since} ms after the revocation`,
      ];
  }
}
