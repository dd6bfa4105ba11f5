/** What is asked of search in odd ways. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

suite('search', () => {
  let network: Network;
  let bob: Person;
  before(async () => {
    network = await startNetwork();
    await network.person('alice');
    bob = await network.person('bob');
    await network.settle();
  });
  after(() => network.stop());

  test('requests that cannot be read', async () => {
    assert.equal((await bob.api('GET', '/api/v2/search')).status, 422);
    assert.equal((await bob.api('GET', '/api/v2/search?q=')).status, 422);
    assert.equal((await bob.api('GET', '/api/v1/accounts/search')).status, 422);
    const odd = '/api/v2/search?q=alice&type=nonsense&limit=x&offset=-1&max_id=abc&account_id=abc';
    const { status, body } = await bob.api('GET', odd);
    assert.deepEqual([status, body.accounts.length], [200, 1]);
    assert.equal((await bob.api('GET', `/api/v2/search?q=${'x'.repeat(3000)}`)).status, 200);
    const narrow = await network.token('bob', 'write');
    const { status: refused } = await network.anyone('GET', '/api/v2/search?q=x', undefined, {
      authorization: `Bearer ${narrow}`,
    });
    assert.equal(refused, 403);
  });
});
