/** Promise 5: counters are exact, whoever writes at once. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

const WRITERS = 50;

describe('fifty writers at once', () => {
  let network: Network;
  const people: Person[] = [];
  let star: Person;
  before(async () => {
    network = await startNetwork();
    star = await network.person('star');
    for (let index = 0; index < WRITERS; index += 1) people.push(await network.person(`writer${index}`));
  });
  after(() => network.stop());

  it('leave exact counters, before and after everything has settled', async () => {
    const { body: status } = await star.api<{ id: string }>('POST', '/api/v1/statuses', {
      status: 'To everyone',
    });
    const acts = people.flatMap((person, index) => [
      person.api('POST', `/api/v1/accounts/${star.id}/follow`),
      person.api('POST', `/api/v1/statuses/${status.id}/favourite`),
      person.api('POST', `/api/v1/statuses/${status.id}/reblog`),
      person.api('POST', '/api/v1/statuses', { status: `@star answer ${index}`, in_reply_to_id: status.id }),
    ]);
    for (const reply of await Promise.all(acts)) assert.equal(reply.status, 200, reply.text);
    const undone = people
      .slice(0, 20)
      .flatMap((person) => [
        person.api('POST', `/api/v1/accounts/${star.id}/unfollow`),
        person.api('POST', `/api/v1/statuses/${status.id}/unfavourite`),
        person.api('POST', `/api/v1/statuses/${status.id}/unreblog`),
      ]);
    for (const reply of await Promise.all(undone)) assert.equal(reply.status, 200, reply.text);

    async function check(): Promise<void> {
      const { body: shown } = await star.api('GET', `/api/v1/statuses/${status.id}`);
      const { body: account } = await star.api('GET', `/api/v1/accounts/${star.id}`);
      assert.deepEqual(
        [
          shown.favourites_count,
          shown.reblogs_count,
          shown.replies_count,
          account.followers_count,
          account.statuses_count,
        ],
        [WRITERS - 20, WRITERS - 20, WRITERS, WRITERS - 20, 1],
      );
      const { body: fans } = await star.api('GET', `/api/v1/statuses/${status.id}/favourited_by?limit=80`);
      assert.equal(fans.length, WRITERS - 20);
      const { body: thread } = await star.api('GET', `/api/v1/statuses/${status.id}/context`);
      assert.equal(thread.descendants.length, WRITERS);
    }
    await check();
    await network.settle();
    await check();
  });
});
