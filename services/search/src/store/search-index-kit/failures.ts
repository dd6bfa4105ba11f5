import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '@fanfare/kernel';
import type { IndexFactory } from './setup.ts';
import { aStatus, setupFor, statusesFor } from './setup.ts';

const away = (error: unknown) => isAppError(error, 'engine_away');

export function failureTests(factory: IndexFactory): void {
  const setup = setupFor(factory);

  test('what was acknowledged survives a crash in the middle of writing; what was not can be sent again', async () => {
    const { index, crash } = setup();
    const acknowledged = new Set<number>();
    const sent = Array.from({ length: 300 }, (_, at) => aStatus(1000 + at, `crash number${at}`));
    let crashed: Promise<void> | undefined;
    const results = await Promise.allSettled(
      sent.map(async (status, at) => {
        await index.apply([status]);
        acknowledged.add(status.id);
        if (at === 100) crashed = crash();
      }),
    );
    await crashed;
    for (const result of results)
      if (result.status === 'rejected') assert.ok(away(result.reason), result.reason);
    const kept = new Set(await index.statuses(statusesFor('crash', { limit: 1000 })));
    for (const id of acknowledged) assert.ok(kept.has(id), `${id} was acknowledged and is lost`);
    await index.apply(sent);
    assert.equal((await index.statuses(statusesFor('crash', { limit: 1000 }))).length, sent.length);
  });

  test('a crash while it is rebuilt leaves the old index', async () => {
    const { index, crash } = setup();
    await index.apply([aStatus(2001, 'steady')]);
    async function* truth() {
      yield [aStatus(2002, 'steady')];
      await crash();
      yield [aStatus(2003, 'steady')];
    }
    const rebuilt = await index.rebuild(truth()).then(
      () => true,
      (error: unknown) => {
        assert.ok(away(error), String(error));
        return false;
      },
    );
    assert.deepEqual(await index.statuses(statusesFor('steady')), rebuilt ? [2003, 2002] : [2001]);
  });

  test('a question that finds no answer in time ends alone', async () => {
    const { index, stuck } = setup();
    await index.apply([aStatus(3001, 'patience')]);
    const hanging = stuck();
    const answers = await Promise.allSettled(
      ['patience', 'patience', 'patience'].map((text) => hanging.statuses(statusesFor(text))),
    );
    for (const answer of answers) assert.ok(answer.status === 'rejected' && away(answer.reason));
    await hanging.apply([aStatus(3002, 'patience')]);
    await hanging.close();
    assert.deepEqual(await index.statuses(statusesFor('patience')), [3002, 3001]);
  });

  test('a document that cannot be stored fails alone', async () => {
    const { index } = setup();
    const whole = [3101, 3102, 3103];
    const results = await Promise.allSettled(
      [whole[0], 3100.5, whole[1], whole[2]].map((id = 0) => index.apply([aStatus(id, 'sound')])),
    );
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    );
    const [, refused] = results;
    assert.ok(refused?.status === 'rejected' && !isAppError(refused.reason), 'it is no matter of the moment');
    assert.deepEqual(await index.statuses(statusesFor('sound')), whole.toReversed());
  });

  test('a note lasts, and is lost with the index', async () => {
    const { index, crash, lose } = setup();
    assert.equal(await index.note(), null);
    await index.setNote('one');
    await index.setNote('two');
    await crash();
    assert.equal(await index.note(), 'two');
    assert.equal((await index.health()).ok, true);
    const empty = await lose();
    assert.equal(await empty.note(), null);
    assert.deepEqual(await empty.statuses(statusesFor('patience')), []);
    await empty.apply([aStatus(3003, 'patience')]);
    assert.deepEqual(await empty.statuses(statusesFor('patience')), [3003]);
  });
}
