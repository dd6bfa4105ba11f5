/** The settings of the place over the API: who may, what is kept, what is refused, and where it shows. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

const path = '/api/v1/admin/instance';

let network: Network;
let owner: Person;
let mod: Person;
let alice: Person;
before(async () => {
  const settings = { INSTANCE_TITLE: 'From the start', CONTACT_EMAIL: 'ops@example.org' };
  network = await startNetwork({ settings });
  owner = await network.person('owner', { role: 'owner' });
  mod = await network.person('mod', { role: 'moderator' });
  alice = await network.person('alice');
});
after(() => network.stop());

async function put(change: object) {
  const reply = await owner.api('PUT', path, change);
  assert.equal(reply.status, 200, reply.text);
  return reply.body;
}

async function refused(change: object, sentence: RegExp): Promise<void> {
  const before = (await owner.api('GET', path)).text;
  const reply = await owner.api('PUT', path, change);
  assert.equal(reply.status, 422, reply.text);
  assert.match(reply.body.error, sentence);
  assert.equal((await owner.api('GET', path)).text, before, 'nothing changes');
}

const publicly = async () => (await network.anyone('GET', '/api/v2/instance')).body;

test('owners and admins may, nobody else, and only with the scope', async () => {
  const narrow = await network.token('owner', 'admin:read:submissions admin:write:submissions');
  for (const method of ['GET', 'PUT']) {
    for (const person of [mod, alice])
      assert.equal((await person.api(method, path, method === 'PUT' ? {} : undefined)).status, 403);
    const response = await fetch(network.url + path, {
      method,
      headers: { authorization: `Bearer ${narrow}` },
    });
    assert.equal(response.status, 403);
    assert.equal((await network.anyone(method, path)).status, 401);
  }
});

test('as long as nothing was said, the settings of the server hold', async () => {
  assert.deepEqual((await owner.api('GET', path)).body, {
    title: 'From the start',
    description: 'A small social network that runs on Fanfare.',
    contact_email: 'ops@example.org',
    registrations: null,
    registrations_open: true,
    public_status: false,
    rules: [],
  });
});

test('what is named changes, at once and everywhere; what is not stays', async () => {
  await put({
    title: '  Tea \n House ',
    description: 'One\r\n\r\nTwo https://tea.example',
    contact_email: '',
  });
  await put({ registrations: 'closed' });
  const shown = (await owner.api('GET', path)).body;
  assert.deepEqual(
    [shown.title, shown.description, shown.contact_email, shown.registrations, shown.registrations_open],
    ['Tea House', 'One\n\nTwo https://tea.example', '', 'closed', false],
  );
  const v2 = await publicly();
  const v1 = (await network.anyone('GET', '/api/v1/instance')).body;
  const node = (await network.anyone('GET', '/nodeinfo/2.0')).body;
  assert.deepEqual(
    [v2.title, v2.description, v2.contact.email, v2.registrations.enabled, v2.registrations.url],
    ['Tea House', 'One\n\nTwo https://tea.example', '', false, null],
  );
  assert.match(v2.registrations.message, /Tea House takes no new accounts/);
  assert.deepEqual([v1.title, v1.registrations, v1.email], ['Tea House', false, '']);
  assert.deepEqual([node.metadata.nodeName, node.openRegistrations], ['Tea House', false]);
  const extended = (await network.anyone('GET', '/api/v1/instance/extended_description')).body;
  assert.match(extended.content, /^<p>One<\/p><p>Two <a href="https:\/\/tea\.example"/);
  assert.ok(Date.parse(extended.updated_at) > Date.now() - 3_600_000);
  for (const page of ['/', '/@alice', '/home', '/offline', '/auth/sign_in', '/nothing/here']) {
    const html = await (await fetch(network.url + page)).text();
    assert.match(html, /<title>([^<]* · )?Tea House<\/title>/, page);
  }
});

test('null gives back to the settings, as an empty name does', async () => {
  await put({ title: 'x', description: '', contact_email: 'me@example.org', registrations: 'closed' });
  assert.equal((await put({ title: '' })).title, 'From the start');
  await put({ title: 'x' });
  const back = await put({ title: null, description: null, contact_email: null, registrations: null });
  assert.deepEqual(back, {
    title: 'From the start',
    description: 'A small social network that runs on Fanfare.',
    contact_email: 'ops@example.org',
    registrations: null,
    registrations_open: true,
    public_status: false,
    rules: [],
  });
});

test('rules are a list in order, and keep their ids when their text changes', async () => {
  const made = await put({ rules: [{ text: 'Be kind' }, { text: 'No adverts', hint: 'None' }] });
  const [kind, adverts] = made.rules;
  assert.match(kind.id, /^\d{16}$/);
  const changed = await put({
    rules: [{ id: adverts.id, text: 'No adverts at all' }, { text: 'New', hint: 'h' }, kind],
  });
  assert.deepEqual(
    changed.rules.map((rule: { id: string; text: string }) => [rule.id, rule.text]),
    [
      [adverts.id, 'No adverts at all'],
      [changed.rules[1].id, 'New'],
      [kind.id, 'Be kind'],
    ],
  );
  assert.equal(new Set(changed.rules.map((rule: { id: string }) => rule.id)).size, 3);
  const rules = (await network.anyone('GET', '/api/v1/instance/rules')).body;
  assert.deepEqual(rules[1], { id: changed.rules[1].id, text: 'New', hint: 'h', translations: {} });
  assert.deepEqual((await publicly()).rules, rules);
  const { body: v1 } = await network.anyone('GET', '/api/v1/instance');
  assert.deepEqual(v1.rules, rules);
  assert.match(await (await fetch(`${network.url}/`)).text(), /No adverts at all/);
  assert.match(await (await fetch(`${network.url}/auth/sign_up`)).text(), /No adverts at all/);
  assert.deepEqual((await put({ rules: [] })).rules, []);
});

test('a form says it too', async () => {
  const token = await network.token('owner', 'admin:write:instance');
  const body = new URLSearchParams({ 'rules[0][text]': 'Be kind', 'rules[1][text]': 'Be short' });
  const reply = await fetch(network.url + path, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
    body,
  });
  const { rules } = (await reply.json()) as { rules: { text: string }[] };
  assert.deepEqual(
    rules.map(({ text }) => text),
    ['Be kind', 'Be short'],
  );
});

test('what is too long, unreadable or makes no sense is refused with a sentence', async () => {
  const [rule] = (await put({ rules: [{ text: 'Be kind' }] })).rules;
  const x = (length: number) => 'x'.repeat(length);
  await refused({ title: x(81) }, /"title" is too long \(at most 80 characters\)/);
  await refused({ description: x(1001) }, /"description" is too long \(at most 1000/);
  await refused({ rules: [{ text: x(501) }] }, /"rules\[0\]\[text\]" is too long \(at most 500/);
  await refused({ rules: [{ text: 'x', hint: x(301) }] }, /"rules\[0\]\[hint\]" is too long \(at most 300/);
  await refused({ rules: Array(26).fill({ text: 'x' }) }, /"rules" takes at most 25/);
  await refused({ rules: [{ text: ' \n ' }] }, /can't be blank/);
  await refused({ rules: ['Be kind'] }, /"rules\[0\]" must be an object/);
  await refused({ rules: [{ id: '7', text: 'x' }] }, /no rule with the id "7"/);
  await refused({ rules: [rule, rule] }, /stands there twice/);
  await refused({ registrations: 'maybe' }, /"registrations" must be one of open, closed/);
  await refused({ contact_email: 'nobody' }, /e-mail address/);
  await refused({ title: { a: 1 } }, /"title" must be a text/);
  assert.equal((await put({ title: '🎉'.repeat(80) })).title.length, 160);
  await put({ title: null });
});

test('of changes at the same moment none undoes another, and each is on record', async () => {
  await Promise.all([
    put({ title: 'A' }),
    put({ description: 'B' }),
    put({ contact_email: 'c@example.org' }),
    put({ registrations: 'open' }),
    put({ rules: [{ text: 'D' }] }),
  ]);
  const after = (await owner.api('GET', path)).body;
  assert.deepEqual(
    [after.title, after.description, after.contact_email, after.registrations, after.rules[0].text],
    ['A', 'B', 'c@example.org', 'open', 'D'],
  );
  await put({ title: 'E' });
  const log = (await mod.api('GET', '/api/v1/admin/audit_log?action=instance.update')).body;
  const [entry] = log;
  assert.deepEqual(
    [entry.account.acct, entry.target.kind, entry.details.before.title, entry.details.after.title],
    ['owner', 'instance', 'A', 'E'],
  );
});
