/** `fanfare doctor` on a whole deployment: what is there, what is not well, and what to do about it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceNames, VERSION } from '@fanfare/kernel';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import { fanfare } from '../support/server-process.ts';
import type { OwnRedis } from './own-redis.ts';
import { place, processOf } from './places.ts';

interface Finding {
  what: string;
  ok: boolean;
  detail: string;
}

/** Each engine with its version, as a part of some service's health. */
const engines: [string, RegExp][] = [
  ['database', /^Postgres 1\d\.\d+ .*\(14 processes\)$|^MySQL \d+\.\d+\.\d+.*\(14 processes\)$/],
  ['database', /^MySQL \d+\.\d+\.\d+.*\(2 processes\)$|^Postgres 1\d\.\d+ .*\(2 processes\)$/],
  ['cache', /^Redis \d+\.\d+\.\d+ at 127\.0\.0\.1:\d+.*\(16 processes\)$/],
  ['kafka', /^Kafka .* at 127\.0\.0\.1:\d+; 7 topics of 112 partitions, led by 1 broker \(16 processes\)$/],
  ['auth.identity', /^MongoDB \d+\.\d+\.\d+ at 127\.0\.0\.1:\d+ \(2 processes\)$/],
  ['search.index', /^Elasticsearch \d+\.\d+\.\d+ \(2 processes\)$/],
  ['media', /^s3:\/\/127\.0\.0\.1:\d+\/.* \(16 processes\)$/],
];

export function doctorTests(world: () => { network: ClusterNetwork; redis: OwnRedis }): void {
  async function doctor(
    settings: Record<string, string> = {},
  ): Promise<{ code: number | null; out: string }> {
    const environment = { ...world().network.environment, ...settings };
    return fanfare(environment.FANFARE_DATA ?? '', environment, 'doctor', '--json');
  }

  async function findings(
    wanted: number,
    settings?: Record<string, string>,
  ): Promise<{ good: Finding[]; bad: Finding[] }> {
    const { code, out } = await doctor(settings);
    assert.equal(code, wanted, out);
    const all = JSON.parse(out) as Finding[];
    return { good: all.filter(({ ok }) => ok), bad: all.filter(({ ok }) => !ok) };
  }

  const sees = (list: readonly Finding[], what: string, detail: RegExp) =>
    assert.ok(
      list.some((one) => one.what === what && detail.test(one.detail)),
      `${what} ${detail}\n${list.map((one) => `${one.what}: ${one.detail}`).join('\n')}`,
    );

  describe('the doctor', () => {
    it('lists every process and engine with its version, and how far each consumer is', async () => {
      await world().network.settle();
      const { good, bad } = await findings(0);
      assert.deepEqual(bad, []);
      const processes = good.filter(({ what }) => what === 'process').map(({ detail }) => detail);
      const wanted = serviceNames.flatMap((service) =>
        ([0, 1] as const).map((side) => `${service} ${VERSION} at ${place(world().network, service, side)}`),
      );
      assert.deepEqual(processes.sort(), wanted.sort());
      for (const [what, detail] of engines) sees(good, what, detail);
      for (const group of ['write', 'timeline', 'fanout', 'search', 'notification', 'relay.core'])
        sees(good, group, /^\d+ events? behind$/);
    });

    it('names the process that is not there, and says what to do', async () => {
      const { network } = world();
      await processOf(network, 'read', 1).kill();
      const { bad } = await findings(1);
      await processOf(network, 'read', 1).start(0);
      assert.deepEqual(
        bad.map(({ what }) => what),
        ['process'],
      );
      const address = place(network, 'read', 1);
      sees(bad, 'process', new RegExp(`^nobody answers at ${address}: start that process, or correct`));
    });

    it('says which engine is away, to whom, and which setting leads to it', async () => {
      const { network, redis } = world();
      await redis.killAll();
      const { bad } = await findings(1);
      await redis.startAll();
      sees(bad, 'cache', /see that it runs, or correct REDIS_URL \(says auth at /);
      // They find it again by themselves.
      while ((await doctor()).code !== 0);
      await network.settle();
    });

    it('tells a setting that leads to nobody, a wrong key, and one that cannot be read', async () => {
      const nobody = await findings(1, { FANFARE_READ_URL: 'http://127.0.0.1:9' });
      sees(
        nobody.bad,
        'process',
        /^nobody answers at http:\/\/127\.0\.0\.1:9: .* correct the FANFARE_\.\.\._URL/,
      );
      const locked = await findings(1, { FANFARE_INTERNAL_KEY: 'a key of enough letters, but another one' });
      assert.equal(locked.bad.length, 16);
      sees(locked.bad, 'process', /FANFARE_INTERNAL_KEY is the same everywhere/);
      const { code, out } = await doctor({ REDIS_URL: 'http://here' });
      assert.equal(code, 2, out);
      assert.match(out, /^REDIS_URL must be /);
    });
  });
}
