/** Pages and oEmbed through HTTP: what is public shows, with all that previews need; all else is as if it were not. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

/** A PNG of 90 x 60 pixels. */
const violet =
  'iVBORw0KGgoAAAANSUhEUgAAAFoAAAA8CAMAAADR2113AAAAA1BMVEVmMscDUIkqAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAHElEQVRYhe3BgQAAAADDoPlTX+EAVQEAAAAA0GkVVAAB1GwrdwAAAABJRU5ErkJggg==';

type Post = { id: string; url: string; uri: string };

describe('pages', () => {
  let network: Network;
  let ann: Person;
  let ben: Person;
  let build: string;

  before(async () => {
    build = await mkdtemp(join(tmpdir(), 'fanfare-pages-'));
    await mkdir(build, { recursive: true });
    const manifest = {
      'src/main.tsx': { file: 'main.js' },
      'src/pages/thread.tsx': { file: 'thread.js' },
      'src/pages/profile.tsx': { file: 'profile.js' },
    };
    await writeFile(join(build, 'manifest.json'), JSON.stringify(manifest));
    network = await startNetwork({ settings: { FANFARE_WEB: build, INSTANCE_TITLE: 'Elm Street' } });
    [ann, ben] = [await network.person('ann'), await network.person('ben')];
    await ann.api('PATCH', '/api/v1/accounts/update_credentials', {
      display_name: 'Ann "A"',
      note: 'Tea & <cake>',
      indexable: true,
    });
  });
  after(async () => {
    await network?.stop();
    await rm(build, { recursive: true, force: true });
  });

  const page = (path: string) => network.anyone<string>('GET', path);
  const pathOf = (url: string) => new URL(url).pathname;

  async function say(person: Person, status: string, more: object = {}): Promise<Post> {
    const reply = await person.api<Post>('POST', '/api/v1/statuses', { status, ...more });
    assert.ok(reply.status < 300, reply.text);
    return reply.body;
  }

  async function upload(person: Person, description: string): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([Buffer.from(violet, 'base64')]), 'a.png');
    form.set('description', description);
    return (await person.api('POST', '/api/v2/media', form)).body.id;
  }

  function property(html: string, name: string): string[] {
    const all = html.matchAll(new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`, 'g'));
    return [...all].map(([, content = '']) => unescaped(content));
  }

  function linked(html: string, rel: string): string | undefined {
    const href = new RegExp(`<link rel="${rel}"[^>]* href="([^"]*)"`).exec(html)?.[1];
    return href === undefined ? undefined : unescaped(href);
  }

  function dataOf(html: string) {
    const text = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? 'null';
    return JSON.parse(text);
  }

  it('show what is public and nothing else', async () => {
    const post = await say(ann, 'hello <b>world</b>');
    const secret = await say(ann, 'hush', { visibility: 'private' });
    for (const path of ['/', '/@ann', `/@ann/${post.id}`]) {
      const reply = await page(path);
      assert.equal(reply.status, 200, path);
      assert.match(reply.text, /hello &lt;b&gt;world/, path);
      assert.doesNotMatch(reply.text, /hush/, path);
    }
    assert.equal((await page(`/@ann/${secret.id}`)).status, 404);
    assert.equal((await page('/@nobody')).status, 404);
    const moved = await page(`/@ANN/${post.id}`);
    assert.deepEqual([moved.status, moved.headers.get('location')], [302, post.url]);
    const { body: account } = await ann.api('GET', `/api/v1/accounts/${ann.id}`);
    for (const url of [account.avatar, account.header])
      assert.equal((await page(pathOf(url))).headers.get('content-type'), 'image/png');
  });

  it('of posts tell link previews what they are', async () => {
    const media = [await upload(ann, 'A violet square'), await upload(ann, '')];
    const text = 'Look at </script> #violet';
    const post = await say(ann, text, { media_ids: media, language: 'en' });
    const { text: html } = await page(pathOf(post.url));
    assert.equal(linked(html, 'canonical'), post.url);
    assert.deepEqual(property(html, 'og:type'), ['article']);
    assert.deepEqual(property(html, 'og:site_name'), ['Elm Street']);
    assert.deepEqual(property(html, 'og:title'), ['Ann "A": Look at </script> #violet']);
    assert.deepEqual(property(html, 'og:image').length, 2);
    assert.deepEqual(property(html, 'og:image:width'), ['90', '90']);
    assert.deepEqual(property(html, 'og:image:alt'), ['A violet square']);
    assert.deepEqual(property(html, 'twitter:card'), ['summary_large_image']);
    assert.deepEqual(property(html, 'article:tag'), ['violet']);
    assert.equal(property(html, 'article:published_time').length, 1);
    assert.deepEqual(property(html, 'article:modified_time'), []);
    assert.deepEqual(property(html, 'robots'), []);
    assert.match(html, /<img src="[^"]+" alt="A violet square" width="90" height="60" fetchpriority="high">/);
    const data = dataOf(html);
    assert.deepEqual(
      [data['@type'], data.url, data.articleBody, data.author.alternateName],
      ['SocialMediaPosting', post.url, text, '@ann'],
    );
    assert.match(html, /<link rel="modulepreload" href="\/app\/thread\.js">/);
  });

  it('tell nothing of what stands behind a warning', async () => {
    const post = await say(ann, 'It was the butler', {
      spoiler_text: 'The end of the book',
      media_ids: [await upload(ann, 'The butler')],
    });
    const { text: html } = await page(pathOf(post.url));
    const head = html.slice(0, html.indexOf('<body>'));
    assert.doesNotMatch(head, /butler/i);
    assert.deepEqual(property(html, 'og:description'), ['The end of the book']);
    assert.deepEqual(property(html, 'twitter:card'), ['summary']);
    assert.match(html, /<details><summary>The end of the book<\/summary>/);
    const sensitive = await say(ann, 'Mind the picture', {
      sensitive: true,
      media_ids: [await upload(ann, 'A storm')],
    });
    const { text } = await page(pathOf(sensitive.url));
    assert.match(text, /<p>Mind the picture<\/p><\/div><details><summary>Sensitive pictures<\/summary>/);
    assert.match(text, /alt="A storm"[^>]* loading="lazy"/);
    assert.doesNotMatch(property(text, 'og:image').join(), /posts/);
  });

  it('of accounts have an address for each page of older posts', async () => {
    const cat = await network.person('cat');
    const posts: Post[] = [];
    for (let count = 0; count < 22; count++) posts.push(await say(cat, `Number ${count} of cat`));
    const first = await page('/@cat');
    assert.deepEqual(property(first.text, 'og:type'), ['profile']);
    assert.equal(linked(first.text, 'canonical'), `${network.url}/@cat`);
    const next = linked(first.text, 'next') ?? '';
    assert.equal(next, `${network.url}/@cat?max_id=${posts[2]?.id}`);
    assert.ok(unescaped(first.text).includes(`rel="next" href="${next}">Older posts`));
    const second = await page(next.slice(network.url.length));
    assert.equal(linked(second.text, 'canonical'), next);
    assert.equal(linked(second.text, 'next'), undefined);
    assert.match(second.text, /Number 1 of cat/);
    assert.doesNotMatch(second.text, /Number 2 of cat/);
    const oddly = await page(`/@cat?max_id=x&utm_source=y`);
    assert.equal(linked(oddly.text, 'canonical'), `${network.url}/@cat`);
  });

  it('are not listed by search engines where somebody asks for that', async () => {
    const post = await say(ben, 'Do not quote me');
    await ben.api('PATCH', '/api/v1/accounts/update_credentials', { indexable: false });
    for (const path of ['/@ben', pathOf(post.url), '/tags/violet', `${pathOf(post.url)}/embed`])
      assert.deepEqual(property((await page(path)).text, 'robots'), ['noindex'], path);
    assert.match((await page('/')).text, /data-nosnippet><p>Do not quote me/);
    for (const path of ['/', '/@ann'])
      assert.deepEqual(property((await page(path)).text, 'robots'), [], path);
  });

  it('that are not there bring the client, which may know better, and look the same hidden or unknown', async () => {
    const hidden = await say(ann, 'for followers', { visibility: 'private' });
    const told = async (path: string) => {
      const reply = await page(path);
      assert.equal(reply.status, 404, path);
      return reply.text.replace(/Request <code>[^<]*/, '');
    };
    const post = await told(`/@ann/${Number(hidden.id) + 1}`);
    assert.match(post, /src="\/app\/main\.js"/);
    assert.match(post, /modulepreload" href="\/app\/thread\.js"/);
    assert.equal(await told(`/@ann/${hidden.id}`), post);
    assert.equal(await told('/@ann/not-a-number'), post);
    assert.match(await told('/@nobody'), /src="\/app\/main\.js"/);
    for (const path of ['/nothing/here', `/@ann/${hidden.id}/embed`])
      assert.doesNotMatch(await told(path), /<script/, path);
  });

  it('for frames hold one post, on any site and without script', async () => {
    const post = await say(ann, 'Frame me');
    const answer = await say(ben, 'Not me', { in_reply_to_id: post.id });
    const { text: html, headers } = await page(`${pathOf(post.url)}/embed`);
    assert.match(html, /Frame me/);
    assert.doesNotMatch(html, /Not me|<script|rel="alternate"/);
    assert.equal(linked(html, 'canonical'), post.url);
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors \*/);
    assert.equal(headers.get('x-frame-options'), null);
    assert.equal((await page(pathOf(post.url))).headers.get('x-frame-options'), 'DENY');
    const moved = await page(`/@ben/${post.id}/embed`);
    assert.deepEqual([moved.status, moved.headers.get('location')], [302, `${post.url}/embed`]);
    assert.match((await page(`${pathOf(answer.url)}/embed`)).text, /Not me/);
  });

  it('are described by oEmbed, as far as they are public', async () => {
    const post = await say(ann, 'Show me elsewhere', { visibility: 'unlisted' });
    const { text: html } = await page(pathOf(post.url));
    const found = linked(html, 'alternate') ?? '';
    assert.match(html, /<link rel="alternate" type="application\/json\+oembed"/);
    const { body, status } = await network.anyone('GET', found.slice(network.url.length));
    assert.equal(status, 200);
    assert.deepEqual(
      [body.type, body.version, body.author_name, body.provider_name],
      ['rich', '1.0', 'Ann "A"', 'Elm Street'],
    );
    assert.ok(body.html.startsWith(`<iframe src="${post.url}/embed"`), body.html);
    const ask = (url: string, more = '') =>
      network.anyone('GET', `/api/oembed?url=${encodeURIComponent(url)}${more}`);
    const small = await ask(`${post.url}/embed`, '&maxwidth=300&maxheight=10');
    assert.deepEqual([small.body.width, small.body.height], [300, 160]);
    assert.equal((await ask(post.url, '&maxwidth=many')).body.width, body.width);
    assert.equal((await ask(post.url, '&format=xml')).status, 501);
    assert.equal((await network.anyone('GET', '/api/oembed')).status, 422);

    const hidden = await say(ann, 'Not for you', { visibility: 'private' });
    const unknown = await ask(`${network.url}/@ann/${Number(hidden.id) + 1}`);
    assert.equal(unknown.status, 404);
    for (const url of [hidden.uri, 'x', `${network.url}/@ann`, `https://example.org/@ann/${post.id}`]) {
      const reply = await ask(url);
      assert.deepEqual([reply.status, reply.body], [404, unknown.body], url);
    }
  });
});

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
