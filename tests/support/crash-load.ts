/** The load under which the server is killed, and what it said yes to meanwhile. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from '@fanfare/testkit';
import { api } from '@fanfare/testkit';
import { picture } from './picture.ts';
import type { ServerProcess } from './server-process.ts';
import { fanfare } from './server-process.ts';

/** What the server said yes to, and so must never lose. */
export interface Acknowledged {
  accounts: Set<string>;
  /** Key and id of each post. */
  posts: Map<string, string>;
  follows: Set<string>;
  favourites: Set<string>;
  media: Set<string>;
  /** Submissions that were approved. */
  approved: Set<string>;
}

export interface Human {
  id: string;
  token: string;
  api: Api;
}

export interface People {
  /** Exempt from approval. */
  writer: Human;
  reader: Human;
  moderator: Human;
  /** Needs approval. */
  held: Human;
}

export async function makePeople(server: ServerProcess, folder: string): Promise<People> {
  async function make(name: string, role: string): Promise<Human> {
    const made = await fanfare(
      folder,
      {},
      'account',
      'create',
      name,
      '--email',
      `${name}@example.org`,
      '--password',
      'password',
      '--role',
      role,
      '--json',
    );
    assert.equal(made.code, 0, made.out);
    const given = await fanfare(
      folder,
      {},
      'token',
      'create',
      name,
      '--scopes',
      'read write follow admin:read admin:write',
      '--json',
    );
    const token: string = JSON.parse(given.out).access_token;
    return { id: JSON.parse(made.out).id, token, api: api(server.url, token) };
  }
  return {
    writer: await make('writer', 'moderator'),
    reader: await make('reader', 'user'),
    moderator: await make('moderator', 'moderator'),
    held: await make('held', 'user'),
  };
}

export async function appToken(url: string): Promise<Api> {
  const anyone = api(url, null);
  const app = await anyone('POST', '/api/v1/apps', {
    client_name: 'crash',
    redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
    scopes: 'read write follow',
  });
  const token = await anyone('POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id: app.body.client_id,
    client_secret: app.body.client_secret,
    scope: 'read write follow',
  });
  return api(url, token.body.access_token);
}

/** Until told to stop; a request that the crash cut off is no failure of the test. */
export async function forever(running: () => boolean, act: (count: number) => Promise<void>): Promise<void> {
  for (let count = 0; running(); count += 1) {
    try {
      await act(count);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      await pause(5);
    }
  }
}

export async function post(
  client: Api,
  key: string,
  tried: Map<string, string>,
  yes: Acknowledged,
): Promise<void> {
  tried.set(key, `Text of ${key}`);
  await postOnce(client, key, `Text of ${key}`, yes);
}

export async function postOnce(client: Api, key: string, status: string, yes: Acknowledged): Promise<void> {
  const reply = await client<{ id: string }>(
    'POST',
    '/api/v1/statuses',
    { status },
    { 'idempotency-key': key },
  );
  if (reply.status === 200) yes.posts.set(key, reply.body.id);
  else assert.ok(reply.status >= 500, reply.text);
}

export async function register(
  url: string,
  app: Api,
  username: string,
  star: string,
  yes: Acknowledged,
): Promise<void> {
  const reply = await app('POST', '/api/v1/accounts', {
    username,
    email: `${username}@example.org`,
    password: 'password',
    agreement: true,
    locale: 'en',
  });
  if (reply.status !== 200) return;
  yes.accounts.add(username);
  const own = api(url, reply.body.access_token);
  const followed = await own('POST', `/api/v1/accounts/${star}/follow`);
  if (followed.status === 200) yes.follows.add(username);
}

export async function decide(people: People, text: string, yes: Acknowledged): Promise<void> {
  const held = await people.held.api('POST', '/api/v1/statuses', { status: text });
  if (held.status !== 202) return;
  const reply = await people.moderator.api('POST', `/api/v1/admin/submissions/${held.body.id}/approve`, {
    version: 1,
  });
  if (reply.status === 200) yes.approved.add(text);
}

export async function upload(client: Api, yes: Acknowledged): Promise<void> {
  const form = new FormData();
  form.set('file', new Blob([await picture()]), 'picture.png');
  form.set('description', 'A square');
  const reply = await client('POST', '/api/v2/media', form);
  if (reply.status === 200) yes.media.add(reply.body.id);
  await pause(30);
}

export async function favouriteNewest(client: Api, author: string, yes: Acknowledged): Promise<void> {
  const list = await client<{ id: string; favourited: boolean }[]>(
    'GET',
    `/api/v1/accounts/${author}/statuses?limit=5`,
  );
  for (const status of list.status === 200 ? list.body : []) {
    if (status.favourited) continue;
    const reply = await client('POST', `/api/v1/statuses/${status.id}/favourite`);
    if (reply.status === 200) yes.favourites.add(status.id);
  }
}

export async function command(folder: string, username: string, yes: Acknowledged): Promise<void> {
  const made = await fanfare(
    folder,
    {},
    'account',
    'create',
    username,
    '--email',
    `${username}@example.org`,
    '--password',
    'password',
  );
  if (made.code === 0) yes.accounts.add(username);
}
