import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Account, Status } from '@fanfare/contracts/entities';
import { Type } from 'typebox';
import { route } from '../route.ts';
import type { OpenApi } from './openapi.ts';
import { openApiDocument } from './openapi.ts';

const handle = async () => ({});
const routes = [
  route({
    method: 'GET',
    path: '/api/v1/statuses/:id',
    summary: 'A post',
    auth: 'optional',
    scopes: ['read:statuses'],
    answers: { 200: Status },
    handle,
  }),
  route({
    method: 'POST',
    path: '/api/v1/statuses',
    summary: 'Publish',
    auth: 'user',
    scopes: ['write:statuses'],
    body: Type.Object({ status: Type.String(), media_ids: Type.Optional(Type.Array(Type.String())) }),
    answers: { 200: Status, 202: Status },
    handle,
  }),
  route({
    method: 'GET',
    path: '/api/v1/mutes',
    summary: 'Muted people',
    auth: 'user',
    query: Type.Object({ ids: Type.Optional(Type.Array(Type.String())) }),
    page: { default: 40, max: 80 },
    answers: { 200: Type.Array(Account) },
    handle,
  }),
  route({ method: 'GET', path: '/', summary: 'The front page', auth: 'none', kind: 'page', handle }),
  route({
    method: 'POST',
    path: '/internal/a/b',
    summary: 'Internal',
    auth: 'none',
    kind: 'internal',
    handle,
  }),
];

/** Every reference in the document that leads nowhere. */
function dangling(document: OpenApi): string[] {
  const missing: string[] = [];
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (name === '$ref' && typeof inner === 'string') {
        if (document.components.schemas[inner.replace('#/components/schemas/', '')] === undefined)
          missing.push(inner);
      } else walk(inner);
    }
  };
  walk(document);
  return missing;
}

test('each public route is in the document and each reference resolves', () => {
  const document = JSON.parse(
    JSON.stringify(openApiDocument(routes, { url: 'https://example.org' })),
  ) as OpenApi;
  assert.deepEqual(Object.keys(document.paths), [
    '/api/v1/statuses/{id}',
    '/api/v1/statuses',
    '/api/v1/mutes',
    '/',
  ]);
  assert.deepEqual(dangling(document), []);
  assert.ok(document.components.schemas.Status);
  const one = document.paths['/api/v1/statuses/{id}']?.get;
  assert.deepEqual(one?.security, [{}, { token: ['read:statuses'] }]);
  const answers = one?.responses as Record<string, { content: Record<string, { schema: unknown }> }>;
  assert.deepEqual(answers[200]?.content['application/json']?.schema, {
    $ref: '#/components/schemas/Status',
  });
});

test('lists carry their cursors, bodies all three encodings', () => {
  const document = openApiDocument(routes, { url: 'https://example.org' });
  const mutes = document.paths['/api/v1/mutes']?.get?.parameters as { name: string }[];
  assert.deepEqual(
    mutes.map(({ name }) => name),
    ['ids[]', 'max_id', 'since_id', 'min_id', 'limit'],
  );
  const body = document.paths['/api/v1/statuses']?.post?.requestBody as {
    required: boolean;
    content: object;
  };
  assert.equal(body.required, true);
  assert.equal(Object.keys(body.content).length, 3);
});
