/** Requests as a client makes them, and what comes back. */
export interface Reply<Body = unknown> {
  status: number;
  body: Body;
  text: string;
  headers: Headers;
  /** The query of each rel of the Link header. */
  link: Record<string, URLSearchParams>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests say what they expect by asserting it
export type Api = <Body = any>(
  method: string,
  path: string,
  body?: object | FormData,
  headers?: Record<string, string>,
) => Promise<Reply<Body>>;

/** Objects go as JSON, FormData as multipart; nothing is thrown for any status. */
export function api(url: string, token: string | null): Api {
  return async (method, path, body, headers = {}) => {
    const form = body instanceof FormData;
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').startsWith('application/json');
    return {
      status: response.status,
      body: json ? JSON.parse(text) : text,
      text,
      headers: response.headers,
      link: linksOf(response.headers.get('link')),
    };
  };
}

function linksOf(header: string | null): Record<string, URLSearchParams> {
  const links: Record<string, URLSearchParams> = {};
  for (const [, href, rel] of (header ?? '').matchAll(/<([^>]+)>; rel="([a-z]+)"/g)) {
    if (href !== undefined && rel !== undefined) links[rel] = new URL(href).searchParams;
  }
  return links;
}
