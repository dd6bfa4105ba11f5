/** Every alert from its cause, or from numbers as bad, to a webhook, and back; and what follows from an engine is not told. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Prometheus } from '@fanfare/engines';
import { startAlertmanager } from '@fanfare/engines';
import type { AlertWebhook } from '../support/alert-webhook.ts';
import { alertWebhook } from '../support/alert-webhook.ts';
import { fed, filling } from './firing/fed.ts';
import type { Feed } from './firing/feed.ts';
import { feed } from './firing/feed.ts';
import type { Place, PlaceOnEngines } from './firing/place.ts';
import { guess, held, place, placeOnEngines } from './firing/place.ts';
import { clash, ofEngines, ofNumbers, ofProcesses, startWatcher } from './firing/watchers.ts';
import { inhibitions, shippedRules } from './rules.ts';

const alerts = shippedRules().filter(({ kind }) => kind === 'alert');
const severityOf = (name: string) =>
  /severity: (\w+)/.exec(alerts.find((alert) => alert.name === name)?.text ?? '')?.[1];
/** Not with the others: one hides another of them, or silences it. */
const later = ['ErrorBudgetBurnsFast', 'ConsumerWaits'];
const silencing = ['EventsDown', 'NotificationDatabaseDown'];
const died = ['DatabaseDown', 'CacheDown', 'IdentityDown', 'MediaDown', 'SearchDown'];

describe('alerts', () => {
  const cleanUp: (() => Promise<unknown>)[] = [];
  let folder: string;
  let webhook: AlertWebhook;
  let alertmanager: string;
  let numbers: Feed;
  let onNumbers: Prometheus;
  let places: Promise<readonly [Place, Place]>;
  let large: Promise<PlaceOnEngines>;
  let lettersSent: Promise<void>;

  const watcher = async (
    name: string,
    addresses: readonly string[],
    scrapeEvery: number,
    rules: Record<string, number>,
    more: Record<string, string> = {},
  ) => {
    const targets = addresses.map((address) => ({ address, component: 'all' }));
    const prometheus = await startWatcher({
      ...{ folder: join(folder, name), alertmanager, targets, scrapeEvery, rules, more },
    });
    cleanUp.push(prometheus.stop);
    return prometheus;
  };
  const firing = (name: string) => webhook.told.some((one) => one.name === name && one.resolvedAt === null);
  const told = (...names: readonly string[]) => webhook.until(() => names.every(firing));
  const over = (...names: readonly string[]) => webhook.until(() => !names.some(firing));
  /** Prometheus says so, whoever is told. */
  const fires = async (...names: readonly string[]) => {
    for (;;) {
      const now = (await onNumbers.alerts()).filter(({ state }) => state === 'firing');
      if (names.every((name) => now.some((one) => one.name === name))) return;
      await pause(100);
    }
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-firing-'));
    cleanUp.push(() => rm(folder, { recursive: true }));
    webhook = await alertWebhook();
    cleanUp.push(webhook.close);
    large = placeOnEngines();
    const settings = { APPROVAL_POLICY: 'everyone', RATE_LIMITS: 'on' };
    places = Promise.all([place(join(folder, 'one'), settings), place(join(folder, 'other'), settings)]);
    cleanUp.push(async () => {
      await (await large).stop();
      for (const { server } of await places) await server.kill();
    });
    const started = await startAlertmanager({
      folder: join(folder, 'alertmanager'),
      webhook: webhook.url,
      faster: 150,
    });
    cleanUp.push(started.stop);
    alertmanager = started.address;
  });

  after(async () => {
    for (const one of cleanUp.reverse()) await one();
  });

  async function badNumbers(): Promise<void> {
    numbers = await feed(fed);
    const disk = await feed([filling], 1e11);
    cleanUp.push(numbers.close, disk.close);
    const names = fed
      .map(({ alert }) => alert)
      .filter((name) => !later.includes(name) && !silencing.includes(name));
    numbers.bad(...names);
    disk.bad('DiskFillsUp');
    onNumbers = await watcher('numbers', [numbers.address, disk.address], 0.5, ofNumbers, { clash });
    await told(...names, 'DiskFillsUp');
    numbers.bad();
    disk.bad();
    await over(...names, 'DiskFillsUp');
    numbers.bad(...later);
    await told(...later);
    numbers.bad();
    await over(...later);
  }

  async function processes(): Promise<void> {
    const [one, other] = await places;
    await watcher('processes', [one.address, other.address], 1, ofProcesses);
    const withdraw = await held(one);
    let guessing = true;
    const guesses = guess(one, () => guessing);
    await told('PasswordsGuessed', 'SubmissionsWait');
    guessing = false;
    await guesses;
    await withdraw();
    await over('PasswordsGuessed', 'SubmissionsWait');

    await one.server.kill();
    await told('InstanceDown');
    await one.server.start();
    await over('InstanceDown');
  }

  /** A mail server that has answered is believed for half a minute: all else goes on meanwhile. */
  async function letters({ mail }: PlaceOnEngines): Promise<void> {
    await told('MailDown');
    await mail.open();
    await over('MailDown');
  }

  async function blind(): Promise<void> {
    const nothing = await watcher('nothing', [], 0.5, { watching: 150 });
    await told('NothingWatched');
    const [{ address }] = await places;
    await nothing.watch([{ address, component: 'all' }]);
    await over('NothingWatched');
  }

  it('are told while something is wrong, and resolved when it is well again', async () => {
    const { address, mail } = await large;
    await mail.shut();
    await watcher('engines', [address], 2, ofEngines);
    lettersSent = letters(await large);
    await Promise.all([badNumbers(), processes(), blind()]);
    for (const { name, receiver, annotations } of webhook.told) {
      assert.equal(receiver, severityOf(name), name);
      assert.doesNotMatch(Object.values(annotations).join(), /<no value>|<error|NaN/, name);
    }
  });

  it('are told of engines that die, and not of what follows', async () => {
    const { engines } = await large;
    await Promise.all([...engines.values()].map((engine) => engine.kill()));
    numbers.bad(...silencing);
    await told(...died, ...silencing);
    const silenced = inhibitions().filter(({ sources }) =>
      [...died, ...silencing].some((name) => sources.test(name)),
    );
    const follows = fed
      .map(({ alert }) => alert)
      .filter((name) => silenced.some(({ targets }) => targets.test(name)))
      .filter((name) => name !== 'ConsumerWaits' && name !== 'ErrorBudgetBurnsSlowly');
    assert.ok(follows.length > 12);
    const known = webhook.told.length;
    numbers.bad(...silencing, ...follows);
    await fires(...follows);
    // Whoever is told of this was told before of all that was to be told.
    numbers.bad(...silencing, ...follows, 'TimelinesWrong');
    await told('TimelinesWrong');
    const since = webhook.told.slice(known).map(({ name }) => name);
    assert.deepEqual(
      since.filter((name) => follows.includes(name)),
      [],
    );
    numbers.bad();
    await Promise.all([...engines.values()].map((engine) => engine.start()));
    await over(...died, ...silencing, 'TimelinesWrong');
  });

  it('are told once where no process is left', async () => {
    const [one, other] = await places;
    const known = webhook.told.length;
    await Promise.all([one.server.kill(), other.server.kill()]);
    await told('ServiceDown');
    numbers.bad('TimelinesWrong');
    await told('TimelinesWrong');
    const since = webhook.told.slice(known).map(({ name }) => name);
    assert.ok(!since.includes('InstanceDown'), since.join());
    numbers.bad();
    await one.server.start();
    await over('ServiceDown', 'TimelinesWrong');
  });

  it('are told late when nobody took them', async () => {
    webhook.refuse(404);
    numbers.bad('TimelinesWrong');
    await fires('AlertsNotSent');
    webhook.refuse(null);
    await told('AlertsNotSent', 'TimelinesWrong');
    numbers.bad();
    await over('AlertsNotSent', 'TimelinesWrong');
  });

  it('have all been told and resolved', async () => {
    await lettersSent;
    const seen = new Set(
      webhook.told.filter(({ resolvedAt }) => resolvedAt !== null).map(({ name }) => name),
    );
    assert.deepEqual([...seen].toSorted(), alerts.map(({ name }) => name).toSorted());
  });
});
