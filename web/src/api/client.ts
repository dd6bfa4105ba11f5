/** The public API: through masto, and `request` for what that library lacks (approval, the place's settings). */
import type { mastodon } from 'masto';
import { createRestAPIClient } from 'masto';
import { MastoHttpError } from 'masto/adapters/errors/masto-http-error.js';
import { camelKeys, snakeKeys } from './case.ts';
import { session } from './session.ts';

let made: { token: string | undefined; client: mastodon.rest.Client } | undefined;

/** For whoever is signed in at this moment, or for nobody. */
export function api(): mastodon.rest.Client {
  const token = session.current()?.token;
  if (made === undefined || made.token !== token) {
    made = {
      token,
      client: createRestAPIClient({
        url: location.origin,
        ...(token === undefined ? {} : { accessToken: token }),
      }),
    };
  }
  return made.client;
}

export interface RawAnswer<T> {
  status: number;
  data: T;
  headers: Headers;
}

export interface RequestOptions {
  query?: Record<string, string | number | undefined>;
  body?: object;
  headers?: Record<string, string>;
  /** Without the token of whoever is signed in. */
  anonymous?: boolean;
  /** Sent to its end though the page goes away. */
  keepalive?: boolean;
}

/**
 * One call, with names in camelCase as masto has them.
 * @throws MastoHttpError as masto does
 */
export async function request<T>(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<RawAnswer<T>> {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const token = options.anonymous === true ? undefined : session.current()?.token;
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(snakeKeys(options.body)) }),
    keepalive: options.keepalive ?? false,
  });
  const data = camelKeys(await jsonOf(response));
  if (response.ok) return { status: response.status, data: data as T, headers: response.headers };
  const { error, errorDescription, details, ...more } = data as Record<string, unknown>;
  throw new MastoHttpError({
    statusCode: response.status,
    message: typeof error === 'string' ? error : response.statusText,
    ...(typeof errorDescription === 'string' ? { description: errorDescription } : {}),
    ...(details === undefined ? {} : { details: details as never }),
    additionalProperties: more,
  });
}

/** A proxy in between may answer with a page of its own. */
async function jsonOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  return type.startsWith('application/json') ? response.json() : {};
}
