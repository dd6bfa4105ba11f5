/** People doing whatever leaves a mark in a metric, over and over. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Api, Reply } from '@fanfare/testkit';
import { api } from '@fanfare/testkit';
import { picture } from '../support/picture.ts';
import { fanfare } from '../support/server-process.ts';

interface Human {
  id: string;
  name: string;
  token: string;
  /** Of another session, which ends while it listens. */
  spare: string;
  api: Api;
}

interface Cast {
  url: string;
  app: { client_id: string; client_secret: string };
  /** Asks in the app's own name. */
  asApp: Api;
  people: Human[];
  moderator: Human;
}

const PASSWORD = 'a long password';
/** Between rounds: it is about marks, not about load. */
const PAUSE = 150;
const SCOPES = 'read write follow admin:read admin:write';

/** @param environment with which commands reach it */
export async function live(
  url: string,
  environment: Record<string, string>,
  until: () => boolean,
): Promise<void> {
  const cast = await arrive(url, environment);
  const { people, moderator } = cast;
  const sockets = people.slice(0, 2).map((one) => comeAndGo(cast, one, until));
  for (let round = 0; !until(); round += 1) {
    const author = people[round % people.length] as Human;
    const reader = people[(round + 1) % people.length] as Human;
    await speak(cast, author, reader, round);
    // Whoever is not held.
    await moderator.api('POST', '/api/v1/statuses', { status: `News ${round}` });
    await look(author, reader);
    await hold(people.at(-1) as Human, moderator, round);
    await follow(author, reader);
    await goWrong(cast, round);
    await pause(PAUSE);
  }
  await Promise.all(sockets);
  const audited = await fanfare('', environment, 'timeline', 'audit', ...people.map(({ name }) => name));
  assert.equal(audited.code, 0, audited.out);
}

async function arrive(url: string, environment: Record<string, string>): Promise<Cast> {
  const name = 'moderator';
  const account = ['account', 'create', name, '--email', 'm@example.org', '--password', PASSWORD];
  const made = await fanfare('', environment, ...account, '--role', 'moderator');
  assert.equal(made.code, 0, made.out);
  const anyone = api(url, null);
  const body = { client_name: 'life', redirect_uris: 'urn:ietf:wg:oauth:2.0:oob', scopes: SCOPES };
  const app: Cast['app'] = good(await anyone('POST', '/api/v1/apps', body));
  const own = good(
    await anyone('POST', '/oauth/token', { ...app, grant_type: 'client_credentials', scope: SCOPES }),
  );
  const asApp = api(url, own.access_token);
  const cast = { url, app, asApp, people: [] as Human[], moderator: await signIn(url, app, name) };
  for (const username of ['ann', 'bob', 'cem', 'dee']) {
    good(await register(asApp, username));
    cast.people.push(await signIn(url, app, username));
  }
  for (const one of cast.people)
    for (const other of cast.people)
      if (one !== other) good(await one.api('POST', `/api/v1/accounts/${other.id}/follow`));
  // Fewer than make an author one whose posts are pulled.
  good(await cast.people[0]?.api('POST', `/api/v1/accounts/${cast.moderator.id}/follow`));
  return cast;
}

const register = (asApp: Api, username: string) =>
  asApp('POST', '/api/v1/accounts', {
    ...{ username, email: `${username}@example.org`, password: PASSWORD },
    ...{ agreement: true, locale: 'en' },
  });

const password = (url: string, app: Cast['app'], username: string, words: string) =>
  api(url, null)('POST', '/oauth/token', {
    ...app,
    ...{ grant_type: 'password', username: `${username}@example.org`, password: words, scope: SCOPES },
  });

async function signIn(url: string, app: Cast['app'], name: string): Promise<Human> {
  const email = name === 'moderator' ? 'm' : name;
  const { access_token: token } = good(await password(url, app, email, PASSWORD));
  const { access_token: spare } = good(await password(url, app, email, PASSWORD));
  const own = api(url, token);
  const { id } = good(await own('GET', '/api/v1/accounts/verify_credentials'));
  return { id, name, token, spare, api: own };
}

/** A post, approved where it must be; and what others do with it. */
async function speak({ moderator }: Cast, author: Human, reader: Human, round: number): Promise<void> {
  const sent = await author.api('POST', '/api/v1/statuses', { status: `Round ${round} of #life` });
  // Too many by now, or something is away.
  if (sent.status >= 429) return;
  let { id } = good(sent);
  if (sent.status === 202) {
    const approved = await moderator.api('POST', `/api/v1/admin/submissions/${id}/approve`, { version: 1 });
    if (approved.status !== 200) return;
    id = approved.body.status?.id ?? id;
    // Decided already: a conflict.
    await moderator.api('POST', `/api/v1/admin/submissions/${id}/approve`, { version: 1 });
  }
  const path = `/api/v1/statuses/${id}`;
  await reader.api('POST', `${path}/favourite`);
  await reader.api('POST', `${path}/reblog`);
  await reader.api('POST', '/api/v1/statuses', { status: `@${author.name} yes`, in_reply_to_id: id });
  await reader.api('GET', `${path}/context`);
}

async function look(author: Human, reader: Human): Promise<void> {
  for (const one of [author, reader]) {
    await one.api('GET', '/api/v1/timelines/home');
    await one.api('GET', '/api/v1/notifications');
  }
  await reader.api('GET', '/api/v2/search?q=life');
  const form = new FormData();
  form.set('file', new Blob([await picture()]), 'picture.png');
  await author.api('POST', '/api/v2/media', form);
}

/** Posts that a reviewer refuses, and that their author takes back. */
async function hold(author: Human, moderator: Human, round: number): Promise<void> {
  const sent = await author.api('POST', '/api/v1/statuses', { status: `Held ${round}` });
  await moderator.api('GET', '/api/v1/admin/submissions');
  if (sent.status !== 202) return;
  const { id } = sent.body;
  if (round % 2 === 0) await author.api('DELETE', `/api/v1/submissions/${id}`);
  else
    await moderator.api('POST', `/api/v1/admin/submissions/${id}/reject`, {
      ...{ version: 1, reason_code: 'other', reason: 'No' },
    });
}

/** Another view of home, so that its list is built anew. */
async function follow(author: Human, reader: Human): Promise<void> {
  await reader.api('POST', `/api/v1/accounts/${author.id}/unfollow`);
  await reader.api('GET', '/api/v1/timelines/home');
  await reader.api('POST', `/api/v1/accounts/${author.id}/follow`);
  await reader.api('GET', '/api/v1/timelines/home');
}

async function goWrong({ url, app, asApp, people }: Cast, round: number): Promise<void> {
  await password(url, app, 'dee', `wrong ${round}`);
  await register(asApp, 'ann');
  await api(url, 'no such token')('GET', '/api/v1/timelines/home');
  await people[0]?.api('GET', '/api/v1/statuses/1');
  await people[0]?.api('POST', '/api/v1/statuses', {});
}

/** Connects, goes away, comes back where it was; at last somebody takes its token away. */
async function comeAndGo({ url, app }: Cast, { token, spare }: Human, until: () => boolean): Promise<void> {
  let last = '';
  for (let round = 0; !until(); round += 1) {
    // Far too old, now and then.
    const from = round % 3 === 2 ? '1' : last;
    const given = round === 3 ? spare : token;
    const query = from === '' ? '' : `&last_event_id=${from}`;
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/streaming?stream=user${query}`, [
      given,
    ]);
    socket.addEventListener('message', ({ data }) => {
      last = String((JSON.parse(String(data)) as { id?: number }).id ?? last);
    });
    // A connection that is refused or cut is tried again in the next round.
    socket.addEventListener('error', () => {});
    const leaving = new AbortController();
    const events = fetch(`${url}/api/v1/streaming/user`, {
      headers: { authorization: `Bearer ${token}` },
      signal: leaving.signal,
    }).then((answer) => answer.text());
    await pause(1500);
    if (given !== token)
      await api(url, null)('POST', '/oauth/revoke', { ...app, token: given }).then(() => pause(2000));
    leaving.abort();
    socket.close();
    await events.catch(() => {});
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as the testkit's
function good(reply: Reply<any> | undefined): any {
  assert.ok(reply !== undefined && reply.status < 300, `${reply?.status} ${reply?.text}`);
  return reply.body;
}
