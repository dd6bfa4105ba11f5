/** Requests in the clothes that clients send them in: any encoding, or none; no User-Agent. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Wire } from './wire.ts';

export interface Plain {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Undefined where the body is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect by asserting it
  json: any;
  /** The Link header: each `rel` with its address, in order. */
  links: [rel: string, url: URL][];
}

export type PlainClient = (
  method: string,
  path: string,
  body?: string | object | Uint8Array,
  headers?: Record<string, string>,
) => Promise<Plain>;

const types = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
} as const;

/** An object is sent as JSON, a text as a form; bytes and whatever names its own Content-Type as they are. */
export function plainClient(wire: Wire, token: string | null): PlainClient {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  return async (method, path, body, headers = {}) => {
    const bytes = body instanceof Uint8Array;
    const json = typeof body === 'object' && !bytes;
    const type: Record<string, string> =
      body === undefined || bytes ? {} : { 'content-type': json ? types.json : types.form };
    const answer = await wire.ask({
      method,
      path,
      headers: { ...authorization, ...type, ...headers },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
    });
    const isJson = String(answer.headers['content-type']).startsWith(types.json);
    return { ...answer, json: isJson ? JSON.parse(answer.text) : undefined, links: linksOf(answer.headers) };
  };
}

/** Parts as `[head, content]`; a head is what stands after `form-data; `. */
export function multipart(parts: readonly (readonly [head: string, content: string | Uint8Array])[]): {
  body: Uint8Array;
  headers: Record<string, string>;
} {
  const pieces = parts.flatMap(([head, content]) => [
    Buffer.from(`--bound\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return {
    body: Buffer.concat([...pieces, Buffer.from('--bound--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=bound' },
  };
}

function linksOf(headers: IncomingHttpHeaders): [string, URL][] {
  const found = String(headers.link ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g);
  return [...found].map(([, href = '', rel = '']) => [rel, new URL(href)]);
}
