import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pageSources } from '../pages/client-page.ts';
import { clientBuild } from './build.ts';

describe("the client's build", () => {
  let folder: string;
  before(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'fanfare-build-')), 'dist');
  });
  after(() => rm(join(folder, '..'), { recursive: true, force: true }));

  const write = (manifest: object) => writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));

  it('need not be there', async () => {
    const build = clientBuild(folder);
    assert.equal(await build.head(), '');
    assert.equal(await build.file('main.js', 'br'), null);
  });

  it('comes onto pages with what they need, and anew after a new build', async () => {
    await mkdir(folder);
    const build = clientBuild(folder);
    await write({
      'src/main.tsx': {
        file: 'main-1.js',
        css: ['main.css'],
        imports: ['_shared.js'],
        dynamicImports: ['src/client.tsx'],
      },
      'src/client.tsx': { file: 'client.js', css: ['client.css'], imports: ['_post.js'] },
      '_shared.js': { file: 'shared.js', imports: ['src/main.tsx'] },
      'src/pages/thread.tsx': { file: 'thread.js', css: ['thread.css'], imports: ['_shared.js', '_post.js'] },
      '_post.js': { file: 'post.js' },
      'src/early.ts': { file: 'early.js' },
    });
    assert.deepEqual((await build.head()).split('\n'), [
      '<script src="/app/early.js"></script>',
      '<link rel="stylesheet" href="/app/main.css">',
      '<link rel="preload" as="style" href="/app/client.css" crossorigin>',
      '<link rel="modulepreload" href="/app/shared.js">',
      '<link rel="modulepreload" href="/app/post.js">',
      '<link rel="modulepreload" href="/app/client.js">',
      '<link rel="manifest" href="/manifest.webmanifest">',
      '<link rel="apple-touch-icon" href="/app/icon-apple-180.png">',
      '<script type="module" src="/app/main-1.js"></script>',
    ]);
    const more = (await build.head('src/pages/thread.tsx')).split('\n');
    assert.deepEqual(
      more.filter((line) => !line.includes('main')),
      [
        '<script src="/app/early.js"></script>',
        '<link rel="preload" as="style" href="/app/client.css" crossorigin>',
        '<link rel="preload" as="style" href="/app/thread.css" crossorigin>',
        '<link rel="modulepreload" href="/app/shared.js">',
        '<link rel="modulepreload" href="/app/post.js">',
        '<link rel="modulepreload" href="/app/client.js">',
        '<link rel="modulepreload" href="/app/thread.js">',
        '<link rel="manifest" href="/manifest.webmanifest">',
        '<link rel="apple-touch-icon" href="/app/icon-apple-180.png">',
      ],
    );
    assert.equal(await build.head('src/pages/none.tsx'), await build.head());

    await write({ 'src/main.tsx': { file: 'main-2.js' } });
    await utimes(join(folder, 'manifest.json'), new Date(), new Date(Date.now() + 5000));
    assert.match(await build.head(), /main-2\.js/);
  });

  it('has each of the pages that take over from ours', () => {
    for (const source of Object.values(pageSources))
      assert.ok(existsSync(new URL(`../../../../web/${source}`, import.meta.url)), source);
  });

  it('gives files in the form that is accepted, and none from elsewhere', async () => {
    const build = clientBuild(folder);
    await writeFile(join(folder, 'a.js'), 'plain');
    await writeFile(join(folder, 'a.js.gz'), 'packed');
    assert.equal((await build.file('a.js', ''))?.bytes.toString(), 'plain');
    assert.deepEqual(await build.file('a.js', 'br, gzip;q=0').then((file) => file?.encoding), null);
    assert.equal((await build.file('a.js', 'gzip'))?.bytes.toString(), 'packed');
    assert.equal(await build.file('../package.json', ''), null);
    assert.equal(await build.file('manifest.json', ''), null);
  });
});
