/** A relay sleeps beyond its lease with a batch in hand, and sends it after its successor has sent newer events. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { engineUrl } from '@fanfare/engines';
import { silentLog, systemClock } from '@fanfare/kernel';
import { nameOf, sqlitePlaces } from '../kit/databases.test-support.ts';
import { applied, recorder, update, upTo } from '../kit/harness.ts';
import { freezing, until } from '../kit/load.ts';
import type { KafkaClient, Producer } from './client/index.ts';
import { kafkaClient } from './client/index.ts';
import { kafkaEventLog } from './kafka-event-log.ts';
import { relayOf } from './relay.ts';
import { topicName } from './topics.ts';
import { dropTopics, KIT_PARTITIONS } from './world.test-support.ts';

/** Sends wait from `freeze` to `thaw`. */
function freezingSends(client: KafkaClient) {
  let gate: Promise<void> | null = null;
  let open: () => void = () => {};
  let held = 0;
  let sent = 0;
  const producer = (): Producer => {
    const inner = client.producer();
    return {
      async send(...message) {
        held += 1;
        await gate;
        await inner.send(...message);
        sent += 1;
      },
      close: inner.close,
    };
  };
  return {
    client: { ...client, producer },
    waiting: () => held - sent,
    freeze() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    thaw() {
      gate = null;
      open();
    },
  };
}

test('what a frozen relay sends late is dropped, to the letter', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-relay-'));
  const { core, close } = await sqlitePlaces(folder);
  const brokers = (await engineUrl('kafka')).split(',');
  const namespace = nameOf(folder);
  const base = { namespace, log: silentLog, clock: systemClock };
  const client = kafkaClient({ brokers });
  const open = (relay: boolean) =>
    kafkaEventLog({
      ...{ ...base, brokers, partitions: KIT_PARTITIONS, hints: null },
      sources: [{ name: 'core', database: core, relay }],
    });
  const reader = await open(false);
  const successor = await open(true);
  const slow = freezingSends(client);
  const frozen = freezing(core);
  const relay = relayOf({
    ...{ ...base, source: 'core', database: frozen.database, client: slow.client, onChange() {} },
    partitions: () => KIT_PARTITIONS,
  });
  t.after(async () => {
    await Promise.all([relay.stop(), reader.stop(), successor.stop()]);
    await dropTopics(client, namespace);
    await client.close();
    await close();
    await rm(folder, { recursive: true });
  });

  const keys = upTo(20);
  const emit = (version: number) => update(core, ...keys.map((key): [number, number] => [key, version]));
  const reached = (version: number) => async () => {
    const found = await applied(core);
    return keys.every((key) => found[key]?.includes(version));
  };
  reader.consume([recorder({ database: core })]);
  await reader.start();
  relay.start();
  await emit(1);
  await until('the relay carries', reached(1));

  slow.freeze();
  await emit(2);
  await until('it has rows in hand', () => slow.waiting() > 0);
  frozen.freeze();
  await successor.start();
  await emit(3);
  await until('its successor carries on', reached(3));

  slow.thaw();
  frozen.thaw();
  await until('it has sent what it had in hand', () => slow.waiting() === 0);
  await emit(4);
  await until('all goes on', reached(4));
  await successor.settled();
  assert.deepEqual(await applied(core), Object.fromEntries(keys.map((key) => [key, [1, 2, 3, 4]])));
  const ends = (await client.ask.offsets([topicName(namespace, 'account')], 'end')).values().next().value;
  const messages = (ends ?? []).reduce((sum, end) => sum + end, 0);
  assert.ok(messages > 4 * keys.length, `${messages} messages: nothing was sent twice, so nothing was shown`);
});
