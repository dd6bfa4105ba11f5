/** What people decide through one instance holds at the other from the next request and the next frame on. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { RoleName } from '@fanfare/contracts';
import type { Person } from '@fanfare/testkit';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import type { Listener } from './listener.ts';
import { listener } from './listener.ts';
import type { Side } from './places.ts';
import { at, place } from './places.ts';

const sides = [0, 1] as const;
const HOME = '/api/v1/timelines/home';

export function ruleTests(world: () => { network: ClusterNetwork }): void {
  let network: ClusterNetwork;
  let vera: Person;
  /** Whom Vera does not want any more. */
  let xaver: Person;
  let yara: Person;
  /** Shows that a frame has passed where Vera listens too. */
  let wim: Person;
  const listening = { vera: [] as Listener[], wim: [] as Listener[] };

  const act = async (person: Person, side: Side, on: Person, verb: string): Promise<void> => {
    const path = `/api/v1/accounts/${on.id}/${verb}`;
    const reply = await at(network, 'user-graph', side, person.token)('POST', path);
    assert.equal(reply.status, 200, reply.text);
  };
  async function post(person: Person, side: Side, status: string): Promise<string> {
    const reply = await at(network, 'write', side, person.token)('POST', '/api/v1/statuses', { status });
    assert.equal(reply.status, 200, reply.text);
    return reply.body.id;
  }
  async function homes(): Promise<string[][]> {
    return Promise.all(
      sides.map(async (side) => {
        const reply = await at(network, 'read', side, vera.token)('GET', `${HOME}?limit=40`);
        assert.equal(reply.status, 200, reply.text);
        return reply.body.map(({ id }: { id: string }) => id);
      }),
    );
  }
  async function inBothHomes(id: string, expected: boolean): Promise<void> {
    assert.deepEqual(
      (await homes()).map((ids) => ids.includes(id)),
      [expected, expected],
    );
  }
  const hear = (who: readonly Listener[], id: string) => Promise.all(who.map((one) => one.hears([id])));
  async function listen(person: Person): Promise<Listener[]> {
    const both = sides.map(() => listener(person.token));
    await Promise.all(both.map((one, side) => one.open(place(network, 'notification', side === 0 ? 0 : 1))));
    return both;
  }

  describe('through one instance', () => {
    before(async () => {
      ({ network } = world());
      [vera, xaver, yara, wim] = [
        await network.person('vera'),
        await network.person('xaver'),
        await network.person('yara'),
        await network.person('wim'),
      ];
      await act(vera, 0, xaver, 'follow');
      await act(vera, 0, yara, 'follow');
      await act(wim, 1, xaver, 'follow');
      listening.vera = await listen(vera);
      listening.wim = await listen(wim);
    });

    const cases = [
      { decided: 'block', undone: ['unblock', 'follow'] },
      { decided: 'unfollow', undone: ['follow'] },
      { decided: 'mute', undone: ['unmute'] },
    ];
    for (const [index, { decided, undone }] of cases.entries()) {
      const [here, there]: [Side, Side] = index % 2 === 0 ? [0, 1] : [1, 0];
      it(`${decided} holds on the next request and the next frame of the other, and so does its end`, async () => {
        const seen = await post(xaver, there, `Seen before the ${decided}`);
        await hear(listening.vera, seen);
        await inBothHomes(seen, true);

        await act(vera, here, xaver, decided);
        await inBothHomes(seen, false);
        const hidden = await post(xaver, there, `Hidden by the ${decided}`);
        await inBothHomes(hidden, false);
        await hear(listening.wim, hidden);
        await hear(listening.vera, await post(yara, here, `After the ${decided}`));
        assert.deepEqual(
          listening.vera.map((one) => one.times(hidden)),
          [0, 0],
        );

        for (const verb of undone) await act(vera, there, xaver, verb);
        await inBothHomes(seen, true);
        await hear(listening.vera, await post(xaver, here, `Seen after the ${decided}`));
      });
    }

    it('a block hides the blocker from the blocked, at the other, from the next request on', async () => {
      const mine = await post(vera, 0, 'Not for Xaver');
      const asked = (side: Side) =>
        at(network, 'read', side, xaver.token)('GET', `/api/v1/statuses/${mine}`).then((one) => one.status);
      assert.deepEqual(await Promise.all(sides.map(asked)), [200, 200]);
      await act(vera, 1, xaver, 'block');
      assert.deepEqual(await Promise.all(sides.map(asked)), [404, 404]);
      await act(vera, 0, xaver, 'unblock');
      assert.deepEqual(await Promise.all(sides.map(asked)), [200, 200]);
    });

    it('a change of role holds on the next request and the next frame of the other', async () => {
      const mona = await network.person('mona', { role: 'admin' });
      const ulf = await network.person('ulf');
      const paul = await network.person('paul');
      await act(ulf, 0, mona, 'follow');
      const [atMona, atUlf] = [await listen(mona), await listen(ulf)];
      const policy = (mode: string) =>
        at(network, 'write', 0, mona.token)('PUT', '/api/v1/admin/approval_policy', { mode });
      const queue = () =>
        Promise.all(
          sides.map(async (side) => {
            const reply = await at(network, 'write', side, ulf.token)('GET', '/api/v1/admin/submissions');
            return reply.status;
          }),
        );
      const setRole = (role: RoleName) => network.contracts.auth.setRole({ username: 'ulf', role });
      let submitted = 0;
      async function submit(): Promise<void> {
        submitted += 1;
        const text = { status: `May this be shown? ${submitted}` };
        const reply = await at(network, 'write', 1, paul.token)('POST', '/api/v1/statuses', text);
        assert.equal(reply.status, 202, reply.text);
        await Promise.all(atMona.map((one) => one.notified('admin.submission', submitted)));
        await hear(atUlf, await post(mona, 0, `Posted after submission ${submitted}`));
      }
      const told = () =>
        atUlf.map((one) => one.notices().filter((type) => type === 'admin.submission').length);

      const set = await policy('everyone');
      assert.equal(set.status, 200, set.text);
      try {
        assert.deepEqual(await queue(), [403, 403]);
        await submit();
        assert.deepEqual(told(), [0, 0]);
        await setRole('moderator');
        assert.deepEqual(await queue(), [200, 200]);
        await submit();
        assert.deepEqual(told(), [1, 1]);
        await setRole('user');
        assert.deepEqual(await queue(), [403, 403]);
        await submit();
        assert.deepEqual(told(), [1, 1]);
      } finally {
        await policy('off');
        for (const one of [...atMona, ...atUlf]) one.cut();
      }
    });
  });
}
