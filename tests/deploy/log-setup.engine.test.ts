/** The scripts that prepare Elasticsearch and Kibana of `make run`, told to a server that writes down what it is asked. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { needCurl } from '@fanfare/engines';

const run = promisify(execFile);
const deploy = join(import.meta.dirname, '../../deploy');
const secrets = {
  ELASTIC_PASSWORD: 'its-elastic',
  LOGSTASH_PASSWORD: 'its-logstash',
  OBSERVER_PASSWORD: 'its-observer',
  KIBANA_PASSWORD: 'its-kibana',
};

interface Asked {
  method: string;
  path: string;
  user: string;
  body: string;
}

async function listening(status: number, answer: string) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const [, basic = ''] = (request.headers.authorization ?? '').split(' ');
    asked.push({
      method: request.method ?? '',
      path: request.url ?? '',
      user: Buffer.from(basic, 'base64').toString(),
      body: await text(request),
    });
    response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

describe('deploy/logstash/setup.sh', () => {
  const setup = (url: string) =>
    run('sh', [join(deploy, 'logstash/setup.sh')], {
      env: { PATH: process.env.PATH, ELASTICSEARCH_URL: url, ...secrets },
    });

  it('makes lifecycles before templates, and users who may do one thing', async () => {
    await needCurl();
    const server = await listening(200, '{"acknowledged":true}');
    try {
      const { stdout, stderr } = await setup(server.url);
      assert.equal(/its-/.test(stdout + stderr), false, 'no secret is said');
    } finally {
      server.close();
    }
    const bodies = new Map(
      server.asked.map(({ path, body }) => [path, JSON.parse(body) as Record<string, unknown>]),
    );
    for (const { method, user } of server.asked)
      assert.deepEqual([method, user], ['PUT', 'elastic:its-elastic']);
    const order = [...bodies.keys()];
    const templates = order.filter((path) => path.startsWith('/_index_template/'));
    assert.equal(templates.length, 2);
    for (const template of templates) {
      for (const part of (bodies.get(template)?.composed_of ?? []) as string[])
        assert.ok(order.indexOf(`/_component_template/${part}`) < order.indexOf(template), part);
    }
    for (const [path, body] of bodies) {
      if (!path.includes('-lifecycle')) continue;
      const { name } = (body.template as { settings: { index: { lifecycle: { name: string } } } }).settings
        .index.lifecycle;
      assert.ok(order.indexOf(`/_ilm/policy/${name}`) >= 0, name);
    }
    assert.deepEqual(bodies.get('/_security/user/fanfare_logs'), {
      password: 'its-logstash',
      roles: ['fanfare_logs'],
    });
    assert.deepEqual(bodies.get('/_security/user/kibana_system/_password'), { password: 'its-kibana' });
    assert.deepEqual(bodies.get('/_security/user/fanfare')?.roles, ['fanfare_observer']);
  });

  it('ends as failed when Elasticsearch refuses', async () => {
    const server = await listening(400, '{"error":"no"}');
    await assert.rejects(setup(server.url));
    server.close();
    assert.equal(server.asked.length, 1, 'and goes no further');
  });
});

describe('deploy/kibana/import.sh', () => {
  const put = (url: string) =>
    run('sh', [join(deploy, 'kibana/import.sh')], {
      env: { PATH: process.env.PATH, KIBANA_URL: url, ELASTIC_PASSWORD: secrets.ELASTIC_PASSWORD },
    });

  it('hands over the file, and fails where Kibana took not all of it', async () => {
    const kind = await listening(200, '{"successCount":7,"success":true}');
    await put(kind.url);
    kind.close();
    const [asked] = kind.asked;
    assert.equal(asked?.path, '/api/saved_objects/_import?overwrite=true');
    assert.equal(asked?.user, 'elastic:its-elastic');
    assert.match(asked?.body ?? '', /filename="fanfare\.ndjson"/);
    assert.match(asked?.body ?? '', /"title":"Fanfare: audit"/);
    const strict = await listening(200, '{"successCount":6,"success":false,"errors":[{}]}');
    await assert.rejects(put(strict.url));
    strict.close();
  });
});
