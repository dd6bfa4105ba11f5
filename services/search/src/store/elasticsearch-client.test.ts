import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { StartError, silentLog } from '@fanfare/kernel';
import type { Answer } from './elasticsearch-answers.fixture.ts';
import { answersWith, version } from './elasticsearch-answers.fixture.ts';
import { circuit } from './elasticsearch-circuit.ts';
import { openElastic } from './elasticsearch-client.ts';

suite('opening Elasticsearch', () => {
  /** One sentence, with the setting, without the password. */
  async function refused(url: string, expected: RegExp): Promise<void> {
    await assert.rejects(openElastic(url, undefined, 300), (error: unknown) => {
      assert.ok(error instanceof StartError, String(error));
      assert.match(error.message, /^ELASTICSEARCH_URL: [^\n]*\.$/);
      assert.match(error.message, expected);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  }

  const cases: [string, Answer, RegExp][] = [
    ['too old a version', version('7.10.2'), /is Elasticsearch 7\.10\.2; use 8, or at least 7\.17/],
    ['something else', { ...version('2.19.1'), product: null }, /is not Elasticsearch/],
    ['a wrong password', { status: 401, body: { error: 'no' } }, /refuses the user or the password/],
    ['no right to anything', { status: 403, body: { error: 'no' } }, /refuses the user or the password/],
    ['another path', { status: 404, body: {} }, /answers with 404/],
    ['an engine that never gets ready', { status: 503, body: {} }, /does not answer .* start it or correct/],
  ];
  for (const [what, answer, expected] of cases) {
    test(`refuses ${what}`, async () => {
      const server = await answersWith(() => answer);
      await refused(server.url.replace('http://', 'http://user:secret@'), expected);
      await server.close();
    });
  }

  test('refuses where nothing listens', async () => {
    const server = await answersWith(() => ({}));
    await server.close();
    await refused(server.url.replace('http://', 'http://user:secret@'), /does not answer at http:\/\/127/);
  });

  test('waits for one that starts beside us', async () => {
    let asked = 0;
    const server = await answersWith(() => {
      asked += 1;
      return asked < 3 ? { status: 503, body: {} } : version('8.19.21');
    });
    const elastic = await openElastic(server.url);
    assert.equal(asked, 3);
    await elastic.close();
    await server.close();
  });
});

suite('an engine that answers no more', () => {
  test('fails every call at once, but for one now and then, and is asked again when it is back', async () => {
    const server = await answersWith(() => version('8.19.21'));
    const said: string[] = [];
    const log = { ...silentLog, warn: (_: object, what: string) => void said.push(what) };
    const elastic = await openElastic(server.url, log);
    const ask = () => elastic.ask(1_000, (client, options) => client.info({}, options));
    await ask();
    await server.close();
    await assert.rejects(ask(), { code: 'engine_away' });
    const calls = await Promise.allSettled(Array.from({ length: 50 }, ask));
    const reasons = calls.map((call) => String(call.status === 'rejected' && call.reason.options.detail));
    const tried = reasons.filter((reason) => !reason.includes('it did not answer a moment ago'));
    assert.ok(tried.length <= 1 && tried.every((reason) => reason.includes('ECONNREFUSED')), String(tried));
    assert.deepEqual(said, ['Elasticsearch does not answer']);
    await elastic.close();
    await assert.rejects(ask(), { code: 'shutting_down' });
  });

  test('the circuit lets one through after a pause that grows, and all once it is there', () => {
    let now = 0;
    const gate = circuit(() => now);
    assert.ok(gate.open() && gate.open());
    gate.away();
    assert.equal(gate.open(), false);
    now += 100;
    assert.deepEqual([gate.open(), gate.open()], [true, false]);
    gate.away();
    now += 199;
    assert.equal(gate.open(), false);
    now += 1;
    assert.deepEqual([gate.open(), gate.open()], [true, false]);
    gate.there();
    assert.ok(gate.open() && gate.open());
    for (let failure = 0; failure < 40; failure += 1) gate.away();
    now += 500;
    assert.ok(gate.open());
  });
});
