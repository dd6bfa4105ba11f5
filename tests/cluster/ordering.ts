/** Many write the same posts and ties through several instances at once: in the end everything says the same. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@fanfare/kernel';
import type { Person, Reply } from '@fanfare/testkit';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import { idsByNext } from '../support/pages.ts';
import { seededRandom } from '../support/random.ts';
import { readTruth } from '../support/truth.ts';
import { listener } from './listener.ts';
import { at, place, processOf } from './places.ts';
import type { Raced } from './races.ts';
import { race } from './races.ts';

const ACTS = 1_000;
const AT_ONCE = 16;
const POSTS = 20;
const SEED = 20_261_122;
const sides = [0, 1] as const;
/** Their consumers are cut off in the middle, so that others go on where they were. */
const killed: readonly [ServiceName, 0 | 1][] = [
  ['notification', 0],
  ['search', 1],
  ['timeline', 0],
  ['fanout', 1],
];

interface Row {
  id: number;
  text: string;
  deleted_at: number | null;
}

export function orderingTests(world: () => { network: ClusterNetwork }): void {
  describe(`${ACTS} edits and deletions, and ${ACTS} changes of ties, racing through both`, () => {
    let network: ClusterNetwork;
    let raced: Raced;
    const authors: Person[] = [];
    const people: Person[] = [];
    const posts: { id: string; author: Person }[] = [];
    /** In every post, in none of the ties. */
    let mentioned: Person;
    let streams: ReturnType<typeof listener>[];
    let rows: Map<string, Row>;

    before(async () => {
      ({ network } = world());
      for (const name of ['ann', 'bob', 'cem']) authors.push(await network.person(name));
      for (const name of ['dora', 'emil', 'fay']) people.push(await network.person(name));
      people.push(...authors);
      mentioned = await network.person('mia');
      for (const author of authors)
        assert.equal((await mentioned.api('POST', `/api/v1/accounts/${author.id}/follow`)).status, 200);
      const always = '@mia reads this in';
      for (let count = 0; count < POSTS; count++)
        for (const author of authors) {
          const made = await author.api('POST', '/api/v1/statuses', { status: `${always} the beginning` });
          assert.equal(made.status, 200, made.text);
          posts.push({ id: made.body.id, author });
        }
      streams = sides.map(() => listener(mentioned.token));
      // One of them is cut off when its instance is killed.
      await Promise.all(
        streams.map((one, side) => one.open(place(network, 'notification', side === 0 ? 0 : 1))),
      );

      // Whoever has heard nothing yet has nothing to go on from.
      const first = await authors[0]?.api('POST', '/api/v1/statuses', { status: 'Before the race' });
      await Promise.all(streams.map((one) => one.hears([first?.body.id])));

      const random = seededRandom(SEED);
      const racing = race({ network, random, authors, posts, people, always }, ACTS, AT_ONCE);
      const killing = (async () => {
        await pause(500);
        await Promise.all(killed.map(([service, side]) => processOf(network, service, side).kill()));
        await Promise.all(killed.map(([service, side]) => processOf(network, service, side).start(0)));
      })();
      [raced] = await Promise.all([racing, killing]);
      for (const one of streams.filter(({ connected }) => !connected)) await one.open(network.url);
      await network.settle();
      const found = (await network.query('SELECT id, text, deleted_at FROM statuses')) as unknown as Row[];
      rows = new Map(found.map((row) => [String(row.id), row]));
    });

    const living = () => posts.filter(({ id }) => rows.get(id)?.deleted_at === null);
    const wordOf = (id: string) => rows.get(id)?.text.split(' ').at(-1) ?? '';

    it('had both: posts that live and posts that are gone', (test) => {
      test.diagnostic(`${living().length} of ${posts.length} posts live`);
      assert.ok(living().length >= 10 && living().length <= posts.length - 10);
      for (const { id } of living()) assert.ok(raced.words.get(id)?.includes(wordOf(id)));
    });

    it('both instances of read show the last version, and nothing that is gone', async () => {
      for (const side of sides)
        for (const { id, author } of posts) {
          const row = rows.get(id);
          const shown = await at(network, 'read', side, author.token)('GET', `/api/v1/statuses/${id}`);
          assert.equal(shown.status, row?.deleted_at === null ? 200 : 404);
          if (shown.status !== 200) continue;
          assert.ok(shown.body.content.includes(`${wordOf(id)}<`), `${shown.body.content}: ${row?.text}`);
        }
    });

    it('home is for everybody what the truth says, from both instances, and the kept lists lack nothing', async () => {
      const truth = await readTruth(network.query, network.clock.now());
      for (const person of [...people, mentioned])
        for (const side of sides) {
          const home = await idsByNext(at(network, 'read', side, person.token), '/api/v1/timelines/home', 40);
          assert.deepEqual(home, truth.home(person.id), `home of ${person.username}`);
        }
      const account_ids = [...people, mentioned].map(({ id }) => Number(id));
      assert.deepEqual((await network.contracts.timeline.audit({ account_ids })).wrong, []);
    });

    it('search finds each post by the words of its last version alone', async () => {
      const everything = posts.flatMap(({ id }) => raced.words.get(id) ?? []);
      const expected = new Map(living().map(({ id }) => [wordOf(id), [id]]));
      assert.ok(everything.length > ACTS / 2);
      let next = 0;
      async function searcher(): Promise<void> {
        for (let mine = next++; mine < everything.length; mine = next++) {
          const word = everything[mine] ?? '';
          const client = at(network, 'search', mine % 2 === 0 ? 0 : 1, mentioned.token);
          const { status, body, text } = await client('GET', `/api/v2/search?type=statuses&q=${word}`);
          assert.equal(status, 200, text);
          const ids = body.statuses.map((one: { id: string }) => one.id);
          assert.deepEqual(ids, expected.get(word) ?? [], `found by ${word}`);
        }
      }
      await Promise.all(Array.from({ length: 8 }, searcher));
    });

    it('each living post has its one mention, each follow its one notification, and nothing else is told', async () => {
      const ids = living().map(({ id }) => id);
      const mentions = await all<{ status: { id: string } }>(mentioned, 'mention');
      assert.deepEqual(mentions.map(({ status }) => status.id).sort(), [...ids].sort());
      for (const person of people) {
        const rows = await network.query(
          `SELECT follower_id FROM follows WHERE state = 'active' AND followee_id = ${person.id}`,
        );
        const followers = rows.map((row) => String(row.follower_id));
        const told = (await all<{ account: { id: string } }>(person, 'follow')).map(
          ({ account }) => account.id,
        );
        assert.deepEqual(told.sort(), followers.sort(), `who follows ${person.username}`);
        const account = await person.api('GET', `/api/v1/accounts/${person.id}`);
        assert.equal(account.body.followers_count, followers.length);
      }
    });

    it('both instances of user-graph say the same of every tie', async () => {
      for (const person of people) {
        const query = people.map(({ id }) => `id[]=${id}`).join('&');
        const said = await Promise.all(
          sides.map(async (side) => {
            const path = `/api/v1/accounts/relationships?${query}`;
            return (await at(network, 'user-graph', side, person.token)('GET', path)).body;
          }),
        );
        assert.deepEqual(said[0], said[1]);
        const blocked = await network.query(
          `SELECT blocked_id FROM blocks WHERE active = 1 AND blocker_id = ${person.id}`,
        );
        assert.deepEqual(
          said[0]
            .filter((one: { blocking: boolean }) => one.blocking)
            .map((one: { id: string }) => one.id)
            .sort(),
          blocked.map((row) => String(row.blocked_id)).sort(),
        );
      }
    });

    it('the last that a stream says of a post is what became of it', async () => {
      const [author] = authors;
      assert.ok(author);
      const last = await author.api('POST', '/api/v1/statuses', { status: 'Nothing comes after this' });
      for (const stream of streams) {
        await stream.hears([last.body.id]);
        for (const { id } of posts) {
          const said = stream.lastOf(id);
          if (rows.get(id)?.deleted_at !== null) assert.equal(said, null, `post ${id}`);
          else assert.ok(said?.includes(`${wordOf(id)}<`), `post ${id}: ${said}`);
        }
        stream.cut();
      }
    });

    async function all<Notice>(person: Person, type: string): Promise<Notice[]> {
      const notices: Notice[] = [];
      let query: string | null = `limit=40&types[]=${type}`;
      while (query !== null) {
        const reply: Reply<Notice[]> = await person.api<Notice[]>('GET', `/api/v1/notifications?${query}`);
        assert.equal(reply.status, 200, reply.text);
        notices.push(...reply.body);
        query = reply.link.next?.toString() ?? null;
      }
      return notices;
    }
  });
}
