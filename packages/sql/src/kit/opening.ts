/** What an adapter of a server says when it cannot be opened. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { isAppError, StartError } from '@fanfare/kernel';
import type { KitClient, KitSite } from './site.ts';

export interface OpeningSite extends KitSite {
  readonly url: string;
  openUrl(url: string): Promise<KitClient>;
}

export function openingCases(name: string, prepare: () => Promise<OpeningSite>): void {
  const check = (what: string, run: (site: OpeningSite) => Promise<void>) =>
    test(`${name}: ${what}`, async () => {
      const site = await prepare();
      try {
        await run(site);
      } finally {
        await site.cleanup();
      }
    });
  /** One sentence that names the setting and no password. */
  const refused = async (site: OpeningSite, url: string, words: RegExp) => {
    await assert.rejects(site.openUrl(url), (error: Error) => {
      assert.ok(error instanceof StartError, String(error));
      assert.match(error.message, /^DATABASE_URL/);
      assert.match(error.message, /\.$/);
      assert.match(error.message, words);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  };
  const changed = (url: string, change: Partial<URL>) => Object.assign(new URL(url), change).href;

  check('a wrong user, password or database stops the start at once, with advice', async (site) => {
    const began = performance.now();
    const { url } = site;
    await refused(site, changed(url, { password: 'a-secret-that-is-wrong' }), /correct user and password/);
    await refused(site, changed(url, { username: 'nobody', password: 'secret' }), /correct/);
    await refused(site, changed(url, { pathname: '/there_is_none' }), /no database there_is_none: create it/);
    assert.ok(performance.now() - began < 10_000);
  });

  check('a URL that is none stops the start, and says how one is written', async (site) => {
    const { url } = site;
    for (const [wrong, words] of [
      ['nonsense', /is not a URL/],
      [url.replace(/^\w+:/, 'http:'), /begins with http/],
      [changed(url, { pathname: '/' }), /names no database/],
      [changed(url, { username: '', password: '' }), /names no user/],
      [`${url}?pool=5`, /parameter pool/],
      [`${url}?sslmode=perhaps`, /sslmode=perhaps/],
      [`${url}?sslmode=verify-full&sslrootcert=/there/is/none`, /none, which cannot be read/],
    ] as const) {
      await refused(site, wrong, words);
    }
  });

  check('TLS that the server does not offer stops the start', async (site) => {
    await refused(site, `${site.url}?sslmode=require`, /offers no TLS/);
  });

  check('a server that is not there yet is waited for', async (site) => {
    const port = await freePort();
    const opening = site.openUrl(changed(site.url, { port: String(port) }));
    const { wireTo } = await import('./proxy.ts');
    const wire = await new Promise<Awaited<ReturnType<typeof wireTo>>>((resolve) =>
      setTimeout(() => resolve(wireTo(site.port ?? 0, port)), 700),
    );
    const client = await opening;
    assert.equal((await client.database.health()).ok, true);
    await client.close();
    await assert.rejects(
      client.database.unit(async () => undefined),
      (error) => isAppError(error, 'shutting_down'),
    );
    await wire.close();
  });

  check('one that never comes stops the start after twenty seconds', async (site) => {
    const began = performance.now();
    await refused(
      site,
      changed(site.url, { port: String(await freePort()) }),
      /cannot be reached .*: start it, or/,
    );
    const took = performance.now() - began;
    assert.ok(took > 15_000 && took < 30_000, `${took} ms`);
  });

  check('a clock more than 50 ms off the engine’s is refused', async (site) => {
    for (const off of [-80, 80]) {
      const client = await site.open({ clock: { now: () => Date.now() + off }, engineClock: 'own' });
      await assert.rejects(
        client.database
          .migration(async () => undefined)
          .then(() => client.database.unit(async (unit) => unit.id())),
        (error) => isAppError(error, 'clock_skew'),
      );
      await client.close();
    }
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return address.port;
}
