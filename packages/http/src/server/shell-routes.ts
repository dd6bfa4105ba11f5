/** Routes of the shell itself: health, metrics, the OpenAPI document, the files of its pages. */
import { isIP } from 'node:net';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import { icon, stylesheet } from '../pages/stylesheet.ts';
import type { Route } from '../route.ts';
import { Answer, route } from '../route.ts';
import { isInternalKey, KEY_HEADER } from './admission.ts';
import { readiness } from './health.ts';
import { openApiDocument } from './openapi.ts';
import type { HttpServerOptions, ServedRoute } from './options.ts';

interface Shell {
  options: HttpServerOptions;
  routes(): readonly ServedRoute[];
  closing(): boolean;
}

const Part = Type.Object({ ok: Type.Boolean(), detail: Type.Optional(Type.String()) });
const Ready = Type.Object({ status: Type.String(), parts: Type.Record(Type.String(), Part) });

export function shellRoutes(shell: Shell): ServedRoute[] {
  const shown = shell.options.showMetrics === false ? [] : [metrics(shell)];
  return [live(), ready(shell), ...shown, openApi(shell), assets()].map((one) => ({
    ...one,
    service: 'shell',
  }));
}

function live(): Route {
  return route({
    method: 'GET',
    path: '/health/live',
    summary: 'The process runs',
    auth: 'none',
    rate: 'none',
    answers: { 200: Type.Object({ status: Type.Literal('ok') }) },
    handle: async () => ({ status: 'ok' }),
  });
}

function ready({ options, closing }: Shell): Route {
  return route({
    method: 'GET',
    path: '/health/ready',
    summary: 'Whether the process can serve, and the state of each part',
    auth: 'none',
    rate: 'none',
    answers: { 200: Ready, 503: Ready },
    async handle() {
      const state = await readiness(options.health ?? {}, closing());
      return new Answer(state, { status: state.status === 'ok' || state.status === 'degraded' ? 200 : 503 });
    },
  });
}

function metrics({ options }: Shell): Route {
  return route({
    method: 'GET',
    path: '/metrics',
    summary: 'Metrics for Prometheus; from this machine, or with the internal key',
    auth: 'none',
    rate: 'none',
    kind: 'media',
    async handle({ headers, ip }) {
      const bearer = /^Bearer (.+)$/.exec(headers.authorization?.toString() ?? '')?.[1];
      const known = [headers[KEY_HEADER], bearer].some((key) => isInternalKey(key, options.internalKey));
      // Behind a proxy the address is the visitor's, so the world does not look like this machine.
      if (!known && !isLoopback(ip)) throw new AppError('unknown_path');
      const { text, contentType } = await options.metrics.exposition(headers.accept?.toString());
      return new Answer(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
    },
  });
}

function isLoopback(ip: string): boolean {
  const plain = ip.startsWith('::ffff:') ? ip.slice(7) : ip;
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

function openApi(shell: Shell): Route {
  const { options } = shell;
  const all = async () =>
    options.documented === undefined
      ? shell.routes()
      : [...(await options.documented()), ...shellRoutes(shell)];
  let text: string | undefined;
  return route({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This document',
    auth: 'none',
    async handle() {
      text ??= JSON.stringify(
        openApiDocument(await all(), {
          title: options.siteName,
          version: options.version,
          url: options.publicUrl,
        }),
      );
      return new Answer(text, { headers: { 'content-type': 'application/json' } });
    },
  });
}

function assets(): Route {
  const year = 'public, max-age=31536000, immutable';
  return route({
    method: 'GET',
    path: '/assets/:file',
    summary: 'A file of the pages, named by its content',
    auth: 'none',
    kind: 'media',
    rate: 'none',
    packed: true,
    params: Type.Object({ file: Type.String() }),
    async handle({ params }) {
      for (const file of [stylesheet(), icon()]) {
        if (file.path === `/assets/${params.file}`) {
          return new Answer(file.text, { headers: { 'content-type': file.type, 'cache-control': year } });
        }
      }
      throw new AppError('not_found');
    },
  });
}
