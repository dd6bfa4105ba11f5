/** A person with a browser that has no JavaScript: cookies, redirects, forms filled by their labels' names. */
import assert from 'node:assert/strict';

export interface Page {
  url: string;
  status: number;
  html: string;
}

export interface Browser {
  open(url: string): Promise<Page>;
  /** Fills the page's form (the first, or the one whose action contains `which`) and sends it. */
  submit(page: Page, fields: Record<string, string>, which?: string): Promise<Page>;
  /** The Cookie header it would send now. */
  cookie(): string;
}

const REDIRECTS = 5;

/** Follows redirects on this site only: the one that leaves it is the last page's `url`. */
export function browser(origin: string): Browser {
  const cookies = new Map<string, string>();
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  async function visit(url: string, init: RequestInit = {}, left = REDIRECTS): Promise<Page> {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { origin, cookie: header(), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { url, status: response.status, html: await response.text() };
    const next = new URL(location, url);
    if (next.origin !== origin) return { url: next.href, status: response.status, html: '' };
    assert.ok(left > 0, `too many redirects at ${url}`);
    return visit(next.href, {}, left - 1);
  }

  return {
    cookie: header,
    open: (url) => visit(new URL(url, origin).href),
    submit(page, fields, which = '') {
      const forms = [...page.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)];
      const form = forms.find(
        ([, attributes = '']) => attributes.includes('method="post"') && attributes.includes(which),
      );
      assert.ok(form, `no form ${which} on ${page.url}:\n${page.html.slice(0, 500)}`);
      const [, attributes = '', inside = ''] = form;
      const body = new URLSearchParams();
      for (const [input] of inside.matchAll(/<input[^>]*>/g)) {
        const name = attribute(input, 'name');
        const type = attribute(input, 'type') ?? 'text';
        if (name === null || type === 'checkbox') continue;
        body.set(name, decoded(attribute(input, 'value') ?? ''));
      }
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      const action = new URL(decoded(attribute(attributes, 'action') ?? page.url), page.url);
      return visit(action.href, { method: 'POST', body });
    },
  };
}

function attribute(tag: string, name: string): string | null {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? null;
}

function decoded(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
