/** A browser without JavaScript, as far as the pages need one: cookies, forms, redirects on this server. */
import assert from 'node:assert/strict';

export interface Page {
  status: number;
  url: string;
  html: string;
  headers: Headers;
  /** Where it leads when that is no page of this server. */
  location: string | null;
}

export interface Browser {
  open(path: string): Promise<Page>;
  /** Fills in and sends the form of the page whose action is this path; hidden fields go along. */
  send(
    page: Page,
    action: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Page>;
  readonly cookies: Map<string, string>;
}

/** @param server one address, or who answers the next request, as a gateway would choose */
export function browser(server: string | (() => string)): Browser {
  const cookies = new Map<string, string>();

  async function request(path: string, init: RequestInit = {}): Promise<Page> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const base = typeof server === 'string' ? server : server();
    const response = await fetch(new URL(path, base), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      const [name = '', value = ''] = pair.split('=');
      if (/max-age=0\b/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = await response.text();
    const location = response.headers.get('location');
    if (response.status === 302 && location?.startsWith('/')) return request(location);
    return { status: response.status, url: path, html, headers: response.headers, location };
  }

  return {
    cookies,
    open: (path) => request(path),
    send(page, action, fields, headers = {}) {
      const form = [...page.html.matchAll(/<form\b[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(
        ([, target]) => target === action,
      );
      assert.ok(form, `no form for ${action} on ${page.url}`);
      const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
      const body = new URLSearchParams();
      for (const [, name = '', value = ''] of hidden) body.set(name, unescaped(value));
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return request(action, { method: 'POST', body, headers });
    },
  };
}

function unescaped(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
