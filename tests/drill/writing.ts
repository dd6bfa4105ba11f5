/** What writers do: post, answer, edit, delete, favourite, boost, follow and unfollow. */
import type { Ledger, Post } from './ledger.ts';
import { attempt, isSettled, textOf } from './ledger.ts';
import type { Human, World } from './world.ts';

type Random = () => number;
type Deed = (world: World, writer: Human, random: Random) => Promise<void>;

/** How often, in hundredths. */
const deeds: readonly (readonly [share: number, deed: Deed])[] = [
  [34, post],
  [8, answer],
  [14, edit],
  [6, remove],
  [18, favourite],
  [8, boost],
  [12, follow],
];
/** Older ones are left alone, so that the checks of a long drill stay short. */
const RECENT = 60;

export async function writeSomething(world: World, writer: Human, random: Random): Promise<void> {
  let left = random() * 100;
  for (const [share, deed] of deeds) {
    left -= share;
    if (left < 0) return deed(world, writer, random);
  }
}

function pick<Of>(from: readonly Of[], random: Random): Of | undefined {
  return from[Math.floor(random() * from.length)];
}

const recent = (ledger: Ledger, fits: (post: Post) => boolean) =>
  ledger.posts
    .slice(-RECENT * 4)
    .filter((one) => isSettled(one) && fits(one))
    .slice(-RECENT);

async function post(world: World, writer: Human): Promise<void> {
  await publish(world, writer, null);
}

async function answer(world: World, writer: Human, random: Random): Promise<void> {
  const parent = pick(
    recent(world.ledger, () => true),
    random,
  );
  if (parent !== undefined) await publish(world, writer, parent);
}

async function publish({ ledger }: World, writer: Human, parent: Post | null): Promise<void> {
  const key = `${writer.name}n${ledger.posts.length}`;
  const made: Post = {
    ...{
      key,
      author: writer.name,
      id: null,
      edit: 0,
      doomed: false,
      sure: false,
      prompt: false,
      at: 0,
      parent,
    },
  };
  const body = { status: textOf(made), ...(parent === null ? {} : { in_reply_to_id: parent.id }) };
  ledger.posts.push(made);
  await attempt(ledger, {
    what: `POST of ${key}`,
    ask: () => writer.ask('post', 'POST', '/api/v1/statuses', body, { 'idempotency-key': key }),
    accept(given, first) {
      // Whatever it answers may be gone by now.
      if (parent?.doomed === true && (given.status === 404 || given.status === 422)) return true;
      if (given.status !== 200) return false;
      Object.assign(made, { id: given.body.id, sure: true, prompt: first, at: Date.now() });
      return true;
    },
  });
}

export async function edit({ ledger }: World, writer: Human, random: Random): Promise<void> {
  const chosen = pick(
    recent(ledger, ({ author }) => author === writer.name),
    random,
  );
  if (chosen === undefined) return;
  chosen.sure = false;
  chosen.edit += 1;
  const status = textOf(chosen);
  await attempt(ledger, {
    what: `PUT of ${status}`,
    ask: () => writer.ask('edit', 'PUT', `/api/v1/statuses/${chosen.id}`, { status }),
    accept(given) {
      chosen.sure = given.status === 200;
      return chosen.sure;
    },
  });
}

export async function remove({ ledger }: World, writer: Human, random: Random): Promise<void> {
  const chosen = pick(
    recent(ledger, ({ author }) => author === writer.name),
    random,
  );
  if (chosen === undefined) return;
  chosen.sure = false;
  chosen.doomed = true;
  await attempt(ledger, {
    what: `DELETE of ${chosen.key}`,
    ask: () => writer.ask('delete', 'DELETE', `/api/v1/statuses/${chosen.id}`),
    accept({ status }, first) {
      chosen.sure = status === 200 || (status === 404 && !first);
      return chosen.sure;
    },
  });
}

async function favourite({ ledger }: World, writer: Human, random: Random): Promise<void> {
  const chosen = pick(
    recent(ledger, ({ author }) => author !== writer.name),
    random,
  );
  if (chosen === undefined) return;
  const name = `${writer.name} ${chosen.key}`;
  if (ledger.unknown.some(({ what }) => what === `favourite of ${name}`)) return;
  const on = ledger.favourites.get(name) !== true;
  const verb = on ? 'favourite' : 'unfavourite';
  await attempt(ledger, {
    what: `favourite of ${name}`,
    ask: () => writer.ask('favourite', 'POST', `/api/v1/statuses/${chosen.id}/${verb}`),
    accept({ status }) {
      if (status === 200) ledger.favourites.set(name, on);
      return status === 200 || (status === 404 && chosen.doomed);
    },
  });
}

async function boost({ ledger }: World, writer: Human, random: Random): Promise<void> {
  const chosen = pick(
    recent(ledger, ({ author }) => author !== writer.name),
    random,
  );
  if (chosen === undefined) return;
  await attempt(ledger, {
    what: `boost of ${writer.name} ${chosen.key}`,
    ask: () => writer.ask('boost', 'POST', `/api/v1/statuses/${chosen.id}/reblog`),
    accept({ status }) {
      if (status === 200) ledger.boosts.add(`${writer.name} ${chosen.key}`);
      return status === 200 || (status === 404 && chosen.doomed);
    },
  });
}

async function follow({ ledger, writers }: World, writer: Human, random: Random): Promise<void> {
  const other = pick(writers, random);
  if (other === undefined || other === writer) return;
  const name = `${writer.name} ${other.name}`;
  if (ledger.unknown.some(({ what }) => what === `follow of ${name}`)) return;
  const on = ledger.follows.get(name) !== true;
  await attempt(ledger, {
    what: `follow of ${name}`,
    ask: () => writer.ask('follow', 'POST', `/api/v1/accounts/${other.id}/${on ? 'follow' : 'unfollow'}`),
    accept({ status }) {
      if (status === 200) ledger.follows.set(name, on);
      return status === 200;
    },
  });
}
