/** A place with some life in it: people, a thread, pictures, something of everything that a page can show. */
import assert from 'node:assert/strict';
import type { Person } from '@fanfare/testkit';
import { drawing } from './drawing.ts';
import type { Place } from './place.ts';
import { openPlace } from './place.ts';

export interface Village {
  readonly place: Place;
  /** ana owns the place; ben and cleo are people; nobody follows dora. */
  readonly people: Record<'ana' | 'ben' | 'cleo' | 'dora', Person>;
  readonly paths: { readonly thread: string };
}

type Fields = Record<string, unknown>;

export async function openVillage(): Promise<Village> {
  const place = await openPlace();
  const { network } = place;
  const people = {
    ana: await network.person('ana', { role: 'owner' }),
    ben: await network.person('ben'),
    cleo: await network.person('cleo'),
    dora: await network.person('dora'),
  };
  const { ana, ben, cleo, dora } = people;

  for (const [who, whom] of [
    [ben, ana],
    [ben, cleo],
    [cleo, ana],
    [ana, ben],
  ] as const) {
    await post(who, `/api/v1/accounts/${whom.id}/follow`);
  }
  const first = await say(ana, { status: 'The oven is on. Who brings #bread flour?' });
  await say(ben, { status: '@ana I do, two kilos.', in_reply_to_id: first });
  await say(cleo, { status: 'ממחר נאפה ביחד 🥖 明日も焼きます', in_reply_to_id: first, language: 'he' });
  await say(cleo, { status: 'A_very_long_word_'.repeat(12), spoiler_text: 'Long words' });
  const picture = await drawing(ana, 'Four loaves on a table, one of them burnt');
  await say(ana, { status: 'Sunday’s #bread', media_ids: [picture] });
  const hidden = await drawing(cleo, '');
  await say(cleo, { status: '', media_ids: [hidden], sensitive: true });
  await post(ben, `/api/v1/statuses/${first}/favourite`);
  await post(ben, `/api/v1/statuses/${first}/bookmark`);
  await post(cleo, `/api/v1/statuses/${first}/reblog`);
  await post(ben, `/api/v1/accounts/${dora.id}/mute`);
  await ok(ana.api('PUT', '/api/v1/admin/approval_policy', { mode: 'everyone' }));
  await ok(dora.api('POST', '/api/v1/statuses', { status: 'May I say something about #bread?' }));
  await ok(ben.api('POST', '/api/v1/statuses', { status: 'A held thought.' }));
  await network.settle();
  return { place, people, paths: { thread: `/@ana/${first}` } };
}

export async function say(who: Person, fields: Fields): Promise<string> {
  const { id } = await ok(who.api<{ id: string }>('POST', '/api/v1/statuses', fields));
  return id;
}

export async function post(who: Person, path: string, fields: Fields = {}): Promise<void> {
  await ok(who.api('POST', path, fields));
}

async function ok<T>(reply: Promise<{ status: number; text: string; body: T }>): Promise<T> {
  const { status, text, body } = await reply;
  assert.ok(status < 300, text);
  return body;
}
