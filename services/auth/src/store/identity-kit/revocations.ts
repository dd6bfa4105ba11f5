import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IdentityFactory } from './setup.ts';
import { setupFor } from './setup.ts';

export function revocationTests(factory: IdentityFactory): void {
  const store = setupFor(factory);
  const hashes = async (since: number, runId: string, limit = 100) =>
    (await store().other.grants.revocations.pending(since, runId, limit)).map((one) => one.hash);

  test('what was noted is pending until a server acknowledged it, and again for another server', async () => {
    const { revocations } = store().one.grants;
    await revocations.add('a', 1000);
    await revocations.add('b', 2000);
    assert.deepEqual(await hashes(0, 'run-1'), ['b', 'a']);
    await revocations.acknowledge('a', 'run-1');
    assert.deepEqual(await hashes(0, 'run-1'), ['b']);
    assert.deepEqual(await hashes(0, 'run-2'), ['b', 'a'], 'a server that came back empty knows of none');
    assert.deepEqual(await hashes(1500, 'run-2'), ['b'], 'old ones need not be said again');
    assert.deepEqual(await hashes(0, 'run-2', 1), ['b'], 'the newest first');
  });

  test('noting it again makes it pending again', async () => {
    const { revocations } = store().one.grants;
    await revocations.add('again', 5000);
    await revocations.acknowledge('again', 'run-1');
    await revocations.add('again', 6000);
    assert.deepEqual(await hashes(5500, 'run-1'), ['again']);
  });

  test('many who note the same at once make one note', async () => {
    const { one, other } = store();
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? one : other).grants.revocations.add('both', 6200),
      ),
    );
    assert.deepEqual(await hashes(6200, 'run-1'), ['both']);
  });

  test('one that never came to pass is removed, old ones are forgotten', async () => {
    const { one, other } = store();
    await one.grants.revocations.add('never', 7000);
    await other.grants.revocations.remove('never', 6999);
    assert.deepEqual(await hashes(6500, 'run-1'), ['never'], 'it was noted again meanwhile');
    await other.grants.revocations.remove('never', 7000);
    assert.deepEqual(await hashes(6500, 'run-1'), []);
    await one.grants.revocations.add('old', 10);
    assert.equal(await other.grants.revocations.prune(11), 1);
    assert.equal(await other.grants.revocations.prune(11), 0);
  });
}
