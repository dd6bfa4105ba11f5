/** Headers by what a path is: open to every origin, or a page that trusts nobody. */
import type { Route } from '../route.ts';

/** Browser clients of other origins read these; all else is invisible to them. */
const exposed =
  'Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id, Idempotency-Key';

export const corsHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': exposed,
};

export const preflightHeaders: Readonly<Record<string, string>> = {
  ...corsHeaders,
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers':
    'Authorization, Content-Type, Idempotency-Key, X-Request-Id, Last-Event-ID, Traceparent',
  'access-control-max-age': '86400',
};

/**
 * No script but our own files, no inline style. No `form-action`: browsers apply it to the redirect
 * after a form, and so it would block the way back to an app. No COOP either: a web client opens the
 * sign-in in a popup and needs `window.opener` afterwards.
 */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Stands in frames everywhere, so it has nothing that a click could be stolen for. */
const framedPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' https: http: data:; base-uri 'none'; form-action 'none'; frame-ancestors *";

/** @param framed a page may stand in a frame of any site */
export function kindHeaders(kind: Route['kind'], framed = false): Readonly<Record<string, string>> {
  const common = { 'x-content-type-options': 'nosniff' };
  switch (kind) {
    case 'api':
      return { ...common, ...corsHeaders, 'cache-control': 'no-store' };
    case 'media':
      return {
        ...common,
        ...corsHeaders,
        'cross-origin-resource-policy': 'cross-origin',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      };
    case 'page':
      if (framed) {
        return {
          ...common,
          'content-security-policy': framedPolicy,
          'cross-origin-resource-policy': 'cross-origin',
          'referrer-policy': 'same-origin',
          'cache-control': 'no-store',
        };
      }
      return {
        ...common,
        'content-security-policy': pagePolicy,
        'referrer-policy': 'same-origin',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
      };
    case 'internal':
      return { ...common, 'cache-control': 'no-store' };
  }
}

const machinePaths = [
  'api',
  'app',
  'oauth',
  '.well-known',
  'nodeinfo',
  'media',
  'internal',
  'health',
  'metrics',
];

/** What a path is when no route is found there: machines get JSON, people a page. */
export function kindOfUnknown(url: string): 'api' | 'page' {
  const segment = url.split(/[/?]/, 2)[1] ?? '';
  return machinePaths.includes(segment) ? 'api' : 'page';
}

/** Whether a preflight to this path is answered: every path but internal ones and pages outside the API. */
export function isOpenPath(url: string, routes: readonly Pick<Route, 'kind' | 'path'>[]): boolean {
  const segment = url.split(/[/?]/, 2)[1] ?? '';
  if (segment === 'internal') return false;
  if (kindOfUnknown(url) === 'api') return true;
  return routes.some(
    ({ kind, path }) => (kind === 'api' || kind === 'media') && path.split('/')[1] === segment,
  );
}
