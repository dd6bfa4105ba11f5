/** The `fanfare` command, while a server owns the data and while none does; what it does shows at once. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { api, needsOneProcess } from '@fanfare/testkit';
import type { ServerProcess } from './support/server-process.ts';
import { fanfare, serverProcess } from './support/server-process.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanfare-commands-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Runs a command that must succeed. */
async function done(...args: string[]): Promise<string> {
  const { code, out } = await fanfare(folder, {}, ...args);
  assert.equal(code, 0, `fanfare ${args.join(' ')}: ${out}`);
  return out.trim();
}

async function json(...args: string[]) {
  return JSON.parse(await done(...args, '--json'));
}

/** A refusal is one line on the terminal, never a stack. */
async function refused(says: RegExp, code: number, ...args: string[]): Promise<void> {
  const answer = await fanfare(folder, {}, ...args);
  assert.equal(answer.code, code, answer.out);
  assert.match(answer.out, says);
  assert.equal(answer.out.trim().split('\n').length, 1, answer.out);
}

const ana = ['--email', 'ana@example.org', '--password', 'correct horse'];

describe('what is asked wrongly', { skip: needsOneProcess() }, () => {
  it('is said in a sentence that shows the right way, and changes nothing', async () => {
    await Promise.all([
      refused(/^There is no command "dance": fanfare --help lists all\.$/m, 2, 'dance'),
      refused(/^After "account" comes one of create, promote, password: /, 2, 'account'),
      refused(/^One name is needed: fanfare account create NAME --email E/, 2, 'account', 'create', ...ana),
      refused(/^--email is missing: fanfare account create NAME/, 2, 'account', 'create', 'ana'),
      refused(/^Unknown option '--emial'\. Usage: /, 2, 'account', 'create', 'ana', '--emial', 'x'),
      refused(/^Option '--email.*\. Usage: /, 2, 'account', 'create', 'ana', '--email'),
      refused(/^--role must be one of owner, admin/, 2, 'account', 'create', 'ana', ...ana, '--role', 'king'),
      refused(/^Unexpected argument 'now'\. Usage: fanfare settle$/m, 2, 'settle', 'now'),
      refused(/^Whose lists\? fanfare timeline audit NAME/, 2, 'timeline', 'audit'),
      refused(/^--graph and --posts belong together/, 2, 'seed', '--graph', 'x'),
      refused(/^x cannot be read/, 2, 'seed', '--graph', 'x', '--posts', 'x'),
    ]);
    assert.deepEqual(await readdir(folder), []);
  });

  it('and help, the version, the settings and the routes need no data', async () => {
    const [all, one, version, settings, routes, openapi] = await Promise.all([
      done('--help'),
      done('token', 'create', '--help'),
      done('--version'),
      fanfare(folder, { FANFARE_INTERNAL_KEY: 'k'.repeat(40), PORT: '4000' }, 'config', '--json'),
      json('routes'),
      done('openapi'),
    ]);
    for (const name of ['serve', 'account create', 'events replay', 'doctor']) assert.ok(all.includes(name));
    assert.match(one, /^Usage: fanfare token create NAME .*--scopes/s);
    assert.match(version, /^fanfare \d+\.\d+\.\d+/);
    const rows: { name: string; value: unknown; origin: string }[] = JSON.parse(settings.out);
    const row = (name: string) => rows.find((each) => each.name === name);
    assert.deepEqual([row('PORT')?.value, row('PORT')?.origin], [4000, 'environment']);
    assert.deepEqual([row('HOST')?.value, row('HOST')?.origin], ['127.0.0.1', 'default']);
    assert.equal(row('FANFARE_INTERNAL_KEY')?.value, '(hidden)');
    assert.equal(settings.out.includes('kkkk'), false);
    assert.ok(routes.some((route: { path: string }) => route.path === '/api/v1/timelines/home'));
    assert.equal(JSON.parse(openapi).openapi, '3.1.0');
    assert.deepEqual(await readdir(folder), []);
  });
});

describe('commands without a server', { skip: needsOneProcess() }, () => {
  it('do their work and leave the data to the next', async () => {
    assert.match(
      await done('account', 'create', 'ana', ...ana),
      /^@ana \(user\) is made; its id is \d{16}\.$/,
    );
    await refused(
      /^@ana was not made: Username has already been taken/,
      1,
      'account',
      'create',
      'ana',
      ...ana,
    );
    await refused(/^There is no account named zoe\.$/m, 2, 'account', 'promote', 'zoe', '--role', 'admin');
    await refused(/too short/, 2, 'account', 'password', 'ana', '--password', 'short');
    await refused(/^tea is not a scope/, 2, 'token', 'create', 'ana', '--scopes', 'read tea');
    const token = await json('token', 'create', 'ana', '--scopes', 'read write');
    assert.match(token.access_token, /^[\w-]{43}$/);
    assert.equal(token.scope, 'read write');
    assert.match(await done('token', 'create', 'ana'), /^[\w-]{43}$/);
    assert.deepEqual(await json('migrate'), { migrated: true });
    assert.deepEqual(await json('settle'), { settled: true });
    const findings: { what: string; ok: boolean; detail: string }[] = await json('doctor');
    assert.deepEqual(
      findings.filter((one) => !one.ok),
      [],
    );
    assert.equal(findings.find((one) => one.what === 'server')?.detail, 'is not running');
  });

  it('build a network from files', async () => {
    const [graph, posts] = [join(folder, 'edges'), join(folder, 'texts')];
    await Promise.all([writeFile(graph, '1 2\n2 3\n3 4\n'), writeFile(posts, 'One #tea\nTwo\nThree\n')]);
    const { code, out } = await fanfare(
      folder,
      // Where the command was called, which may be anywhere.
      { INIT_CWD: folder },
      'seed',
      '--graph',
      basename(graph),
      '--posts',
      posts,
      '--accounts',
      '3',
    );
    assert.equal(code, 0, out);
    // Plain lines where there is no terminal.
    assert.match(out, /^accounts 3\/3$/m);
    assert.match(out, /^Made 3 accounts, 4 follows and 3 posts\./m);
    assert.equal(out.includes('\r'), false);
    assert.deepEqual(await json('reindex'), { accounts: 4, statuses: 3, tags: 1 });
  });
});

describe('the demo', { skip: needsOneProcess() }, () => {
  it('is made where nothing runs, and says who is who', async () => {
    const own = await mkdtemp(join(tmpdir(), 'fanfare-demo-'));
    try {
      // Nothing listens where people look while it is made.
      const { code, out } = await fanfare(own, { PORT: '1', LOG_LEVEL: 'warn' }, 'seed');
      assert.equal(code, 0, out);
      assert.match(
        out,
        /^Made 10 accounts, \d+ follows and 33 posts\. Everybody's password is "fanfare-demo"\.$/m,
      );
      assert.match(out, /^ {2}@nora +moderator: the posts that wait are in her queue$/m);
      assert.match(out, /^2 posts wait for approval; whose posts wait was not changed\.$/m);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  });
});

describe('commands while a server runs', { skip: needsOneProcess() }, () => {
  let server: ServerProcess;
  before(async () => {
    server = await serverProcess(folder);
    await server.start();
  });
  after(() => server.stop());

  const ask = (path: string, token: string | null = null) => api(server.url, token)('GET', `/api/v1/${path}`);

  async function me(token: string): Promise<{ status: number; role?: string }> {
    const { status, body } = await ask('accounts/verify_credentials', token);
    return { status, role: body.role?.name };
  }

  it('show in it at once', async () => {
    const { id } = await json(
      'account',
      'create',
      'ben',
      '--email',
      'ben@example.org',
      '--password',
      'long enough',
    );
    assert.equal((await ask('accounts/lookup?acct=ben')).body.id, id);

    const { access_token: token } = await json('token', 'create', 'ben');
    assert.deepEqual(await me(token), { status: 200, role: '' });
    assert.deepEqual(await json('account', 'promote', 'ben', '--role', 'moderator'), {
      username: 'ben',
      role: 'moderator',
    });
    assert.equal((await me(token)).role, 'Moderator');
    assert.deepEqual(await json('account', 'password', 'ben', '--password', 'another one'), {
      username: 'ben',
    });
    assert.equal((await me(token)).status, 401);
  });

  it('speak of its state', async () => {
    const [events, replay, settled, doctor] = await Promise.all([
      json('events', 'list'),
      done('events', 'replay'),
      json('settle'),
      json('doctor'),
    ]);
    assert.deepEqual(events.retries, []);
    assert.deepEqual(events.groups.map((one: { group: string }) => one.group).sort(), [
      'fanout',
      'notification',
      'search',
      'timeline',
      'user-graph',
      'write',
    ]);
    assert.equal(replay, 'Nothing waits to be retried.');
    assert.deepEqual(settled, { settled: true });
    assert.equal(doctor.find((one: { what: string }) => one.what === 'server')?.detail, 'is running');
    await refused(/^--group must be one of /, 2, 'events', 'replay', '--group', 'tea');
    await refused(/^Another Fanfare is running on .* stop it first/, 2, 'migrate');
  });

  it('fill it, and look after its lists and its index', async () => {
    const seeded = await json('seed');
    assert.deepEqual([seeded.accounts, seeded.posts, seeded.waiting], [10, 33, 2]);
    await refused(/^@mira was not made: .*already been taken/, 2, 'seed');
    await done('settle');
    const { body: newest } = await ask('timelines/public?limit=3');
    assert.match(newest[0].content, /soldering iron/);

    const reviewer = await done('token', 'create', 'nora', '--scopes', 'admin:read');
    const { body: queue } = await ask('admin/submissions?state=pending', reviewer);
    assert.deepEqual(
      queue.map(({ account }: { account: { username: string } }) => account.username),
      ['sam', 'sam'],
    );
    assert.equal((await ask('admin/approval_policy', reviewer)).body.mode, 'off');
    const { body: refusals } = await ask('submissions?state=rejected', await done('token', 'create', 'sam'));
    assert.match(refusals[0].approval.reason, /advertising/);
    const librarian = await done('token', 'create', 'june');
    const { body: asking } = await ask('follow_requests', librarian);
    assert.deepEqual(
      asking.map(({ username }: { username: string }) => username),
      ['sam'],
    );
    const { body: person } = await ask('accounts/lookup?acct=amal');
    assert.equal((await fetch(person.avatar)).headers.get('content-type'), 'image/webp');

    const token = await done('token', 'create', 'mira');
    const home = async () => (await ask('timelines/home', token)).body.length;
    const before = await home();
    assert.ok(before > 5);
    assert.match(
      await done('timeline', 'audit', 'mira', '@yuki'),
      /^1 list compared, 0 wrong\.\n1 account without a list/,
    );
    assert.match(await done('timeline', 'rebuild', 'mira'), /^1 home list will be built anew/);
    assert.deepEqual(await json('timeline', 'audit', 'mira'), { checked: 0, wrong: [] });
    assert.equal(await home(), before);
    await refused(/^There is no account named zoe\.$/m, 2, 'timeline', 'rebuild', 'zoe');
    assert.match(await done('reindex'), /^Indexed 15 accounts, 36 posts and \d+ tags\.$/);
  });
});
