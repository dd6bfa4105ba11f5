import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProcessVitals, Vitals } from '../services/vitals.ts';
import { abilitiesOf, overall, worst } from './abilities.ts';
import { addSpreads, quantile, sizeOf } from './spread.ts';
import { totalsOf } from './totals.ts';

const spread = (limits: number[], counts: number[]) => ({ limits, counts });

describe('times by limits', () => {
  test('are asked as Prometheus does, and nothing has no time', () => {
    const times = spread([0.1, 0.2, 0.4], [10, 0, 10, 0]);
    assert.equal(quantile(times, 0.5), 0.1);
    assert.ok(Math.abs((quantile(times, 0.75) ?? 0) - 0.3) < 1e-9);
    assert.equal(quantile(spread([1], [0, 3]), 0.99), 1, 'above the last limit it counts as that');
    assert.equal(quantile(spread([1], [0, 0]), 0.5), null);
    assert.equal(quantile(spread([], [0]), 0.5), null);
  });

  test('are added up, also when a version had other limits', () => {
    const sum = addSpreads([spread([1, 2], [1, 2, 3]), spread([1, 5], [10, 20, 30]), spread([9], [0, 0])]);
    assert.deepEqual(sum, spread([1, 2, 5], [11, 2, 20, 33]));
    assert.equal(sizeOf(sum), 66);
    assert.equal(sizeOf(addSpreads([])), 0);
  });
});

function vitals(services: string[], more: Partial<Vitals> = {}): Vitals {
  const counted = { requests: 10, errors: 1, times: spread([1], [10, 0]), deliveries: [] };
  return {
    id: services.join(),
    services,
    version: '1.0.0',
    runtime: 'v24.0.0',
    started_at: 1,
    parts: {},
    memory: 100,
    counted,
    lately: { ...counted, seconds: 60, busy: 0.25 },
    gauges: {},
    ...more,
  };
}

const process = (services: string[], more?: Partial<Vitals>): ProcessVitals => ({
  services,
  vitals: vitals(services, more),
});
const away = (services: string[]): ProcessVitals => ({ services, vitals: null });

describe('all processes as one', () => {
  test('add up what each counts, and say once what several know', () => {
    const totals = totalsOf([
      process(['write'], { gauges: { waiting: 3, retries: 1, sockets: 0 } }),
      process(['write'], { gauges: { waiting: 2, retries: 1 } }),
      process(['notification'], { gauges: { sockets: 4, retries: 2 } }),
      process(['notification'], { gauges: { sockets: 5, retries: 2 } }),
    ]);
    assert.deepEqual(totals.gauges, { waiting: 3, retries: 3, sockets: 9 });
    assert.deepEqual([totals.requests, totals.errors, totals.memory, totals.busy], [40, 4, 400, 0.25]);
    assert.deepEqual(totals.failing, []);
  });

  test('miss a service when none of its instances answers', () => {
    const one = totalsOf([process(['read']), away(['read']), process(['search'])]);
    assert.deepEqual(one.failing, []);
    const none = totalsOf([away(['read']), away(['read']), process(['search'])]);
    assert.deepEqual(none.failing, [{ services: ['read'], part: null }]);
  });

  test('name what fails in any of them, and say where it works in others', () => {
    const cache = (ok: boolean) => ({ parts: { cache: { ok, needed: false } } });
    const failing = (...processes: ProcessVitals[]) => totalsOf(processes).failing;
    const named = { services: ['read'], part: 'cache' };
    assert.deepEqual(failing(process(['read'], cache(false)), process(['read'], cache(false))), [named]);
    assert.deepEqual(failing(process(['read'], cache(false)), away(['read'])), [named]);
    assert.deepEqual(failing(process(['read'], cache(false)), process(['write'], cache(true))), [named]);
    assert.deepEqual(failing(process(['read'], cache(false)), process(['read'], cache(true))), [
      { ...named, others: true },
    ]);
  });
});

describe('what people can do', () => {
  const of = (services: string[], part: string | null) => {
    const failing = [{ services, part }];
    const abilities = abilitiesOf(failing);
    const bad = Object.entries(abilities).filter(([, level]) => level !== 'ok');
    return { ...Object.fromEntries(bad), overall: overall(abilities, failing) };
  };
  const everything = ['auth', 'write', 'read', 'timeline', 'user-graph', 'fanout', 'search', 'notification'];

  test('is everything when nothing fails', () => {
    assert.equal(overall(abilitiesOf([]), []), 'ok');
  });

  test('is less by what needs the part, and no more', () => {
    assert.deepEqual(of(['search'], null), { search: 'down', overall: 'degraded' });
    assert.deepEqual(of(everything, 'search.index'), { search: 'down', overall: 'degraded' });
    assert.deepEqual(of(['write'], 'database'), { posting: 'down', overall: 'down' });
    assert.deepEqual(of(everything, 'cache'), { reading: 'degraded', live: 'degraded', overall: 'degraded' });
    assert.deepEqual(of(everything, 'mail'), { overall: 'degraded' });
    assert.deepEqual(of(everything, 'events.search'), { search: 'degraded', overall: 'degraded' });
    assert.equal(of(everything, 'database').overall, 'down');
    assert.deepEqual(of(everything, 'notification_database'), of(['notification'], null));
    assert.deepEqual(of(['auth'], 'auth.identity'), of(['auth'], null));
  });

  test('is there in part where others can do what one cannot', () => {
    const database = (ok: boolean) => ({ parts: { database: { ok, needed: true } } });
    const { failing } = totalsOf([process(['read'], database(false)), process(['read'], database(true))]);
    const { reading, search } = abilitiesOf(failing);
    assert.deepEqual([reading, search, overall(abilitiesOf(failing), failing)], Array(3).fill('degraded'));
  });

  test('is as bad as the worst of it', () => {
    assert.equal(worst(['ok', 'down', 'degraded']), 'down');
    assert.equal(worst([]), 'ok');
  });
});
