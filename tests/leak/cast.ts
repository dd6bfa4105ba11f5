/** Who is there, and what stands in public before anybody submits anything. */
import assert from 'node:assert/strict';
import { createLog } from '@fanfare/telemetry';
import type { Network, Person } from '@fanfare/testkit';
import { PASSWORD, startNetwork } from '@fanfare/testkit';
import { browser } from '../support/browser.ts';

export interface Viewer {
  name: string;
  token: string | null;
  /** Of a browser that is signed in; pages know people by it. */
  cookie: string | null;
}

export interface Cast {
  network: Network;
  owner: Person;
  moderator: Person;
  author: Person;
  follower: Person;
  mentioned: Person;
  stranger: Person;
  app: Viewer;
  /** Everybody but the author and the reviewers. */
  outsiders: Viewer[];
  authorViewer: Viewer;
  moderatorViewer: Viewer;
  /** A public post of the moderator, whom the policy exempts. */
  rootId: string;
  /** A published post of the author. */
  baseId: string;
}

export const AUTHOR = 'alva';

/**
 * @param lines where log lines go
 * @param traces where every span goes
 */
export function leakNetwork(lines: string[], traces: string): Promise<Network> {
  const log = createLog({ level: 'debug', stream: { write: (line) => void lines.push(line) } });
  // Pages with a client differ from those without: a build that ends between two walks must not look like a leak.
  const settings = {
    APPROVAL_POLICY: 'everyone',
    LOG_LEVEL: 'debug',
    FANFARE_WEB: '/nowhere',
    OTEL_EXPORTER_OTLP_ENDPOINT: traces,
    // Every route is asked a hundred times over.
    OTEL_TRACES_SAMPLER_ARG: '0.1',
  };
  return startNetwork({ log, settings });
}

export async function castOf(network: Network): Promise<Cast> {
  const owner = await network.person('olaf', { role: 'owner' });
  const moderator = await network.person('moritz', { role: 'moderator' });
  const author = await network.person(AUTHOR);
  const follower = await network.person('frida');
  const mentioned = await network.person('mila');
  const stranger = await network.person('stig');

  const policy = await owner.api('PUT', '/api/v1/admin/approval_policy', { include_direct: true });
  assert.equal(policy.status, 200, policy.text);
  const root = await moderator.api('POST', '/api/v1/statuses', { status: 'What do you all think of tea?' });
  assert.equal(root.status, 200, root.text);
  const base = await author.api('POST', '/api/v1/statuses', { status: 'Hello, this is my first post' });
  assert.equal(base.status, 202, base.text);
  const approved = await moderator.api('POST', `/api/v1/admin/submissions/${base.body.id}/approve`, {
    version: 1,
  });
  assert.equal(approved.status, 200, approved.text);
  await follow(follower, author);
  await network.settle();

  const viewers = new Map<string, Viewer>();
  for (const person of [follower, mentioned, stranger, author, moderator]) {
    viewers.set(person.username, await viewerOf(network, person));
  }
  const viewer = (person: Person) => viewers.get(person.username) as Viewer;
  const app = { name: 'an app', token: await appToken(network), cookie: null };
  return {
    network,
    owner,
    moderator,
    author,
    follower,
    mentioned,
    stranger,
    app,
    outsiders: [
      { name: 'nobody', token: null, cookie: null },
      app,
      viewer(stranger),
      viewer(follower),
      viewer(mentioned),
    ],
    authorViewer: viewer(author),
    moderatorViewer: viewer(moderator),
    rootId: root.body.id,
    baseId: approved.body.id,
  };
}

/** And wants to be told of every post. */
export async function follow(follower: Person, author: Person): Promise<void> {
  const reply = await follower.api('POST', `/api/v1/accounts/${author.id}/follow`, { notify: true });
  assert.equal(reply.status, 200, reply.text);
}

async function viewerOf(network: Network, person: Person): Promise<Viewer> {
  const at = browser(network.url);
  const page = await at.open('/auth/sign_in');
  await at.submit(page, { name: person.username, password: PASSWORD }, '/auth/sign_in');
  return { name: person.username, token: person.token, cookie: at.cookie() };
}

async function appToken(network: Network): Promise<string> {
  const app = await network.anyone('POST', '/api/v1/apps', {
    client_name: 'A client',
    redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
    scopes: 'read write',
  });
  const made = await network.anyone('POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id: app.body.client_id,
    client_secret: app.body.client_secret,
    redirect_uri: 'urn:ietf:wg:oauth:2.0:oob',
    scope: 'read write',
  });
  assert.equal(made.status, 200, made.text);
  return made.body.access_token;
}
