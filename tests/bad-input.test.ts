/**
 * Promise 8: bad input gets a clear 4xx in the documented shape and changes nothing. Made from the route table, so
 * that a new endpoint is asked all of it on the day it is written.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Network } from '@fanfare/testkit';
import { testedOn } from '@fanfare/testkit';
import type { Asking } from './bad-input/asking.ts';
import { askingIn } from './bad-input/asking.ts';
import { misfitsOf, unreadableAs } from './bad-input/misfits.ts';
import { form, formTexts, jsonTexts, multipart, pathTexts } from './bad-input/nasty.ts';
import type { RouteFacts } from './bad-input/requests.ts';
import {
  idKindOf,
  isClientPage,
  jsonWith,
  nameOf,
  noGatewayTakes,
  paramsOf,
  pathOf,
  requiredOf,
  takesBody,
} from './bad-input/requests.ts';
import { decoded, fits, lasting } from './bad-input/texts.ts';
import { unusableIds } from './bad-input/unusable-ids.ts';
import type { World } from './bad-input/world.ts';
import { badInputNetwork, worldOf } from './bad-input/world.ts';

const MIB = 1024 * 1024;
const idInPath = (route: RouteFacts) => route.path.includes(':id') && !isClientPage(route);

describe('bad input', () => {
  let network: Network;
  let world: World;
  let asking: Asking;
  /** What people and apps can ask. */
  let routes: RouteFacts[];
  let internal: RouteFacts[];

  const rightPath = (route: RouteFacts, query = '') => pathOf(route, paramsOf(route, world), query);
  const rightBody = (route: RouteFacts) =>
    takesBody(route) ? { body: JSON.stringify(requiredOf(route.body)) } : {};

  /** One process refuses by what was announced; a gateway reads what it passes on. */
  const tooLarge = (limit: number) =>
    testedOn() === ''
      ? { headers: { 'content-length': String(limit + 1) } }
      : { body: 'x'.repeat(limit + 1) };

  before(async () => {
    network = await badInputNetwork();
    world = await worldOf(network);
    asking = await askingIn(world);
    const table = network.routes as unknown as readonly RouteFacts[];
    routes = table.filter(({ kind }) => kind !== 'internal');
    internal = table.filter(({ kind }) => kind === 'internal');
  });
  after(async () => {
    // What was not made because something before it failed needs no end.
    await asking?.close();
    await network.stop();
  });

  it('without a token, or with one that nobody was given, is 401', async () => {
    for (const route of routes) {
      const asked = { path: rightPath(route), ...rightBody(route) };
      if (route.auth === 'user' || route.auth === 'app') {
        const { headers } = await asking.refused(401, route, asked, null);
        assert.match(String(headers['www-authenticate']), /^Bearer /);
      }
      if (route.auth !== 'none') await asking.refused(401, route, asked, 'nobody-was-given-this');
    }
  });

  it('with a token for something else is 403, without the permission too; an app is no person', async () => {
    const covers = (scope: string, wanted: string) => wanted === scope || wanted.startsWith(`${scope}:`);
    for (const route of routes) {
      const asked = { path: rightPath(route), ...rightBody(route) };
      if (route.auth !== 'none' && route.scopes.length > 0) {
        const other = world.narrow.find(({ scope }) => !route.scopes.some((wanted) => covers(scope, wanted)));
        assert.ok(other, nameOf(route));
        await asking.refused(403, route, asked, other.token);
      }
      if (route.permission !== undefined) await asking.refused(403, route, asked, world.other.token);
      if (route.auth === 'user') await asking.refused(422, route, asked, world.appToken);
    }
  });

  it('to what services ask each other is 404, as if it were not there', async () => {
    for (const route of internal) {
      await asking.refused(404, route, { path: route.path, body: '{}' });
      const headers = { 'x-fanfare-internal-key': 'guessed' };
      const status = testedOn() === '' ? 403 : 404;
      await asking.refused(status, route, { path: route.path, body: '{}', headers });
    }
  });

  it('that is no JSON is 400, of an unknown type 415, too large 413', async () => {
    for (const route of routes.filter(takesBody)) {
      const path = rightPath(route);
      for (const body of ['{"status":', '{"a":1}}', "{'a':1}", 'status=x', '\u0000', '['.repeat(100_000)])
        await asking.refused(400, route, { path, body });
      for (const type of [
        'text/csv',
        'application/xml',
        'text/plain',
        'application/octet-stream',
        'a/b; json',
      ])
        await asking.refused(415, route, { path, body: 'a,b', headers: { 'content-type': type } });
      for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x'])
        await asking.refused(400, route, { path, body: 'no parts', headers: { 'content-type': type } });
      await asking.refused(413, route, { path, ...tooLarge(route.bodyLimit ?? MIB) });
      const many = Array.from({ length: 1001 }, (_, index) => `a${index}=1`).join('&');
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      await asking.refused(400, route, { path, body: many, headers });
    }
  });

  it('that is JSON but no object is 422', async () => {
    for (const route of routes.filter(({ body }) => body !== undefined)) {
      for (const body of ['[]', '"text"', '7', 'true', '[{"status":"x"}]'])
        await asking.refused(422, route, { path: rightPath(route), body });
    }
  });

  it('without what is required, or with something else in its place, is 422', async () => {
    let asked = 0;
    for (const route of routes) {
      for (const name of route.body?.required ?? []) {
        const { [name]: _, ...rest } = requiredOf(route.body);
        const number = route.body?.properties?.[name]?.type === 'integer';
        const wrong = ['null', '{}', '[{}]', ...(number ? ['0', '-1', '1.5', '1e400', '"x"', 'true'] : [])];
        for (const body of [JSON.stringify(rest), ...wrong.map((text) => jsonWith(rest, { [name]: text }))])
          await asking.refused(422, route, { path: rightPath(route), body });
        asked += 1;
      }
      for (const name of route.query?.required ?? []) {
        const bare = pathOf({ ...route, query: undefined }, paramsOf(route, world));
        for (const query of ['', `?${name}[a]=b`, `?${name}[]=`]) {
          await asking.refused(422, route, { path: bare + query });
        }
        asked += 1;
      }
    }
    assert.ok(asked >= 8, `only ${asked} required members were found`);
  });

  it('with an unknown or foreign id in the path is 404', async () => {
    for (const route of routes.filter(idInPath)) {
      const kind = idKindOf(route);
      const everybodys = kind === 'account' || kind === 'request' || route.permission !== undefined;
      for (const id of [...pathTexts.map(decoded), ...(everybodys ? [] : [world.foreign[kind]])]) {
        const path = pathOf(route, { ...paramsOf(route, world), id });
        const status = testedOn() !== '' && noGatewayTakes(path) ? 400 : 404;
        await asking.refused(status, route, { path, ...rightBody(route) });
      }
    }
  });

  it('with an id in the body that cannot be used is 422', async () => {
    for (const { name, members } of unusableIds(world)) {
      const route = routes.find((one) => nameOf(one) === name);
      assert.ok(route, name);
      await asking.refused(422, route, { path: rightPath(route), body: JSON.stringify(members) });
    }
  });

  it('in an optional part of a query counts as absent', async () => {
    let compared = 0;
    for (const route of routes.filter(({ method, kind }) => method === 'GET' && kind === 'api')) {
      const usual = await asking.ask(route, { path: rightPath(route) });
      const optional = Object.entries(route.query?.properties ?? {}).filter(
        ([name]) => route.query?.required?.includes(name) !== true,
      );
      const unreadable = optional.flatMap(([name, schema]) => unreadableAs(name, schema));
      const positions = ['max_id', 'since_id', 'min_id'].flatMap((name) =>
        ['abc', '-1', '0', '1e3', '99999999999999999999', ''].map((text) => `${name}=${text}`),
      );
      const limits = ['abc', '-5', '', '1e3', '9'.repeat(30)].map((text) => `limit=${text}`);
      for (const query of [...unreadable, ...(route.page === undefined ? [] : [...positions, ...limits])]) {
        const answer = await asking.ask(route, { path: rightPath(route, query) });
        assert.equal(answer.status, usual.status, `${nameOf(route)} ${query} ${answer.text}`);
        assert.equal(lasting(answer.text), lasting(usual.text), `${nameOf(route)} ${query}`);
        compared += 1;
      }
    }
    assert.ok(compared > 300, `only ${compared} were compared`);
  });

  it('in an optional part of a body counts as absent, or is 422 where that would do something else', async () => {
    let tried = 0;
    for (const route of routes.filter(({ method }) => method !== 'GET' && method !== 'DELETE')) {
      const path = rightPath(route);
      const base = requiredOf(route.body);
      const usual = await asking.ask(route, { path, ...rightBody(route) });
      for (const [name, schema] of Object.entries(route.body?.properties ?? {})) {
        if (name in base) continue;
        const status = schema['x-unreadable'] === 'refuse' ? 422 : usual.status;
        for (const text of misfitsOf(schema)) {
          const body = jsonWith(base, { [name]: text });
          const answer = await asking.ask(route, { path, body });
          assert.equal(answer.status, status, `${nameOf(route)} ${body} ${answer.text}`);
          tried += 1;
        }
      }
    }
    assert.ok(tried > 100, `only ${tried} were tried`);
  });

  it('of somebody who registers is told member by member', async () => {
    const route = routes.find((one) => nameOf(one) === 'POST /api/v1/accounts') as RouteFacts;
    for (const [body, members] of [
      ['{}', ['username', 'email', 'password', 'agreement']],
      [
        '{"username":"a b","email":"nobody","password":"short","agreement":true}',
        ['username', 'email', 'password'],
      ],
      [
        '{"username":"olga","email":"new@example.org","password":"longenough","agreement":true}',
        ['username'],
      ],
    ] as const) {
      const { text } = await asking.refused(422, route, { path: route.path, body }, world.appToken);
      const { details } = JSON.parse(text) as { details: Record<string, { error: string }[]> };
      assert.deepEqual(Object.keys(details).sort(), [...members].sort());
      for (const problems of Object.values(details)) assert.match(problems[0]?.error ?? '', /^ERR_/);
    }
  });

  it('as JSON, form or query of any kind is never more than a refusal', async () => {
    for (const route of routes) {
      const path = rightPath(route);
      for (const name of Object.keys(route.query?.properties ?? {}))
        for (const query of formTexts(name)) await asking.ask(route, { path: rightPath(route, query) });
      if (!takesBody(route)) continue;
      const base = requiredOf(route.body);
      for (const name of Object.keys(route.body?.properties ?? {})) {
        for (const text of jsonTexts)
          await asking.ask(route, { path, body: jsonWith(base, { [name]: text }) });
        for (const body of formTexts(name)) {
          const headers = { 'content-type': 'application/x-www-form-urlencoded' };
          await asking.ask(route, { path, body, headers });
        }
      }
      for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])
        await asking.ask(route, { path, body: jsonWith(base, { [name]: '{"polluted":true}' }) });
      await asking.ask(route, {
        path,
        body: multipart(Object.keys(route.body?.properties ?? {})),
        headers: form,
      });
    }
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it('in any part of a path is never more than a refusal', async () => {
    for (const route of routes) {
      const usual = paramsOf(route, world);
      for (const name of Object.keys(usual)) {
        for (const text of pathTexts) {
          const path = pathOf(route, { ...usual, [name]: '(here)' }).replace(/%28here%29|\(here\)/, text);
          await asking.ask(route, { path, ...rightBody(route) });
        }
      }
    }
  });

  it('of a path that does not exist is 404 in JSON, with every method', async () => {
    const api = { auth: 'none', scopes: [], kind: 'api' } as const;
    const known = new Set(routes.map(nameOf));
    const paths = ['/api', '/api/', '/api/v1', '/api/v1/nothing', '/api/v2/statuses/1', '/api/v9/instance'];
    const unused = routes.filter(({ kind, path }) => kind === 'api' && path.startsWith('/api/'));
    for (const path of [...paths, ...new Set(unused.map((route) => route.path))]) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const others = unused.filter((route) => route.method === method && fits(route.path, path));
        if (known.has(`${method} ${path}`) || others.length > 0) continue;
        const asked = path.replace(/:\w+/g, '1');
        await asking.refused(404, { ...api, method, path }, { path: asked });
      }
    }
  });

  it('that asks for what does not exist yet is 422, and nothing is posted', async () => {
    const poll = { options: ['tea', 'coffee'], expires_in: 3600 };
    const wishes = [
      { poll },
      { scheduled_at: '2099-01-01T00:00:00.000Z' },
      { quoted_status_id: world.own.status },
      { quote_id: world.own.status },
    ];
    const posting = routes.find((route) => nameOf(route) === 'POST /api/v1/statuses') as RouteFacts;
    const changing = routes.filter(
      ({ path, method }) => method === 'PUT' && /statuses|\/submissions/.test(path),
    );
    for (const wish of wishes) {
      const body = JSON.stringify({ status: 'What do you like?', ...wish });
      const { text } = await asking.refused(422, posting, { path: posting.path, body });
      assert.match(JSON.parse(text).error, /\w+ \w+ \w+/, 'a sentence says why');
    }
    for (const route of changing) {
      const body = JSON.stringify({ status: 'What do you like?', poll });
      await asking.refused(422, route, { path: rightPath(route), body });
    }
    const fields = new URLSearchParams({
      status: 'What?',
      'poll[options][]': 'tea',
      'poll[expires_in]': '60',
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await asking.refused(422, posting, { path: posting.path, body: fields.toString(), headers });
  });
});
