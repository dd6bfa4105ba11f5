/** What clients depend on in lists: cursors, Link, limits, markers. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Person } from '@fanfare/testkit';
import type { Plain } from './support/plain-client.ts';
import { wireWorld } from './support/wire-world.ts';

const POSTS = 45;

const { network, bob, as, asBob, stop } = await wireWorld();
after(stop);

describe('lists on the wire', () => {
  const crowd: Person[] = [];
  /** Bob's posts, oldest first. */
  const ids: string[] = [];

  before(async () => {
    await as('POST', `/api/v1/accounts/${bob.id}/follow`);
    for (let n = 0; n < POSTS; n++)
      ids.push((await asBob('POST', '/api/v1/statuses', { status: `${n} #tagged` })).json.id);
    for (const name of ['c0', 'c1', 'c2', 'c3', 'c4']) {
      const one = await network.person(name);
      crowd.push(one);
      await one.api('POST', `/api/v1/accounts/${bob.id}/follow`);
      await asBob('POST', `/api/v1/accounts/${one.id}/follow`);
      await one.api('POST', `/api/v1/statuses/${ids[0]}/favourite`);
      await one.api('POST', `/api/v1/statuses/${ids[0]}/reblog`);
    }
    await network.settle();
  });

  const idsOf = ({ json }: Plain): string[] => json.map((item: { id: string }) => item.id);
  const follow = (links: Plain['links'], rel: string): string => {
    const url = links.find(([name]) => name === rel)?.[1];
    assert.ok(url, `no ${rel}`);
    return url.pathname + url.search;
  };

  const timelines = (): string[] => [
    '/api/v1/timelines/home',
    '/api/v1/timelines/public',
    '/api/v1/timelines/tag/Tagged',
    `/api/v1/accounts/${bob.id}/statuses`,
  ];
  const parameters = 'exclude_reblogs=true&local=true&any%5B%5D=foo';

  it('twenty posts at first, forty at most, and what cannot be read counts as absent', async () => {
    for (const path of timelines()) {
      const count = async (query: string) => (await as('GET', `${path}?${query}`)).json.length;
      assert.deepEqual(
        [await count(''), await count('limit=400'), await count('limit=x&max_id=y')],
        [20, 40, 20],
      );
    }
  });

  it('Link is absolute, next comes first and is missing on the last page, other parameters stay', async () => {
    for (const path of timelines().slice(1)) {
      const first = await as('GET', `${path}?${parameters}&limit=20`);
      assert.deepEqual(
        first.links.map(([rel]) => rel),
        ['next', 'prev'],
        path,
      );
      for (const [, url] of first.links) {
        assert.equal(url.origin, network.url);
        assert.deepEqual(
          [url.searchParams.get('local'), url.searchParams.get('any[]'), url.searchParams.get('limit')],
          ['true', 'foo', '20'],
        );
      }
      assert.equal(first.links[0]?.[1].searchParams.get('max_id'), idsOf(first).at(-1));
      assert.equal(first.links[1]?.[1].searchParams.get('min_id'), idsOf(first)[0]);
    }
  });

  it('walking down by next ends, and gives everything once', async () => {
    for (const limit of [7, 15]) {
      const walked: string[] = [];
      let path: string | null = `/api/v1/accounts/${bob.id}/statuses?limit=${limit}`;
      while (path !== null) {
        const page: Plain = await as('GET', path);
        assert.ok(page.json.length > 0, 'an empty last page');
        walked.push(...idsOf(page));
        path = page.links.some(([rel]) => rel === 'next') ? follow(page.links, 'next') : null;
      }
      assert.deepEqual(walked, ids.toReversed());
    }
  });

  it('min_id is the page right above, since_id the newest above; both may come with max_id', async () => {
    for (const path of timelines()) {
      const page = async (query: string) => idsOf(await as('GET', `${path}?exclude_reblogs=1&${query}`));
      assert.deepEqual(await page(`min_id=${ids[10]}&limit=3`), [ids[13], ids[12], ids[11]], path);
      for (const lower of ['min_id', 'since_id'])
        assert.deepEqual(await page(`${lower}=${ids[10]}&max_id=${ids[13]}`), [ids[12], ids[11]], path);
    }
    const account = `/api/v1/accounts/${bob.id}/statuses`;
    assert.deepEqual(idsOf(await as('GET', `${account}?since_id=${ids[10]}&limit=2`)), [ids[44], ids[43]]);
    const above = await as('GET', `${account}?min_id=${ids[44]}`);
    assert.deepEqual([above.json, above.links], [[], []]);
  });

  it('favourites and bookmarks are ordered by when, with cursors of their own', async () => {
    const order = [5, 30, 2, 17, 9].map((n) => ids[n]);
    for (const [path, verb] of [
      ['/api/v1/favourites', 'favourite'],
      ['/api/v1/bookmarks', 'bookmark'],
    ]) {
      for (const id of order) await as('POST', `/api/v1/statuses/${id}/${verb}`);
      const first = await as('GET', `${path}?limit=2`);
      assert.deepEqual(idsOf(first), [order[4], order[3]]);
      assert.deepEqual(
        first.links.map(([, url]) => [...url.searchParams.keys()].at(-1)),
        ['max_id', 'min_id'],
      );
      assert.ok(!order.includes(first.links[0]?.[1].searchParams.get('max_id') ?? ''));
      const second = await as('GET', follow(first.links, 'next'));
      assert.deepEqual(idsOf(second), [order[2], order[1]]);
      assert.deepEqual(idsOf(await as('GET', follow(second.links, 'prev'))), idsOf(first));
      const last = await as('GET', follow(second.links, 'next'));
      assert.deepEqual(
        last.links.map(([rel]) => rel),
        ['prev'],
      );
    }
  });

  it('lists of accounts have cursors of their own and since_id in prev', async () => {
    const paths = [
      `/api/v1/accounts/${bob.id}/followers`,
      `/api/v1/accounts/${bob.id}/following`,
      `/api/v1/statuses/${ids[0]}/favourited_by`,
      `/api/v1/statuses/${ids[0]}/reblogged_by`,
    ];
    for (const path of paths) {
      const first = await asBob('GET', `${path}?limit=2`);
      assert.deepEqual(idsOf(first), [crowd[4]?.id, crowd[3]?.id], path);
      assert.ok(first.links[1]?.[1].searchParams.has('since_id'));
      assert.notEqual(first.links[0]?.[1].searchParams.get('max_id'), crowd[3]?.id);
      assert.deepEqual(idsOf(await asBob('GET', follow(first.links, 'next'))), [crowd[2]?.id, crowd[1]?.id]);
    }
  });

  it('notifications keep their filters in Link and ignore types that nobody knows', async () => {
    const path = '/api/v1/notifications';
    const first = await asBob('GET', `${path}?types[]=favourite&types[]=reaction&types[]=reblog&limit=3`);
    assert.equal(first.json.length, 3);
    for (const [, url] of first.links)
      assert.deepEqual(url.searchParams.getAll('types[]'), ['favourite', 'reaction', 'reblog']);
    const { json } = await asBob('GET', `${path}?exclude_types[]=follow&limit=80`);
    const kinds = new Set(json.map((one: { type: string }) => one.type));
    assert.deepEqual([...kinds].sort(), ['favourite', 'reblog']);
  });

  it('an answer to somebody is a mention', async () => {
    const { json: reply } = await as('POST', '/api/v1/statuses', {
      status: '@bob yes',
      in_reply_to_id: ids[3],
    });
    await network.settle();
    const { json } = await asBob('GET', '/api/v1/notifications?limit=1');
    assert.deepEqual([json[0].type, json[0].status.id], ['mention', reply.id]);
  });

  it('every timeline asked of the markers is answered, in every form of asking', async () => {
    const ask = async (query: string) => (await as('GET', `/api/v1/markers?${query}`)).json;
    const fresh = await ask('timeline[]=home&timeline[]=notifications');
    assert.deepEqual([fresh.home.last_read_id, fresh.notifications.last_read_id], ['0', '0']);
    const set = { notifications: { last_read_id: ids[1] } };
    assert.deepEqual(Object.keys((await as('POST', '/api/v1/markers', set)).json), ['notifications']);
    await as('POST', '/api/v1/markers', `home[last_read_id]=${ids[2]}`);
    for (const form of ['timeline=', 'timeline[]=', 'timeline[0]=', 'timeline[]=nope&timeline[]=']) {
      const { home, notifications } = {
        ...(await ask(`${form}home`)),
        ...(await ask(`${form}notifications`)),
      };
      assert.deepEqual([home.last_read_id, notifications.last_read_id], [ids[2], ids[1]], form);
    }
  });

  it('a batch of posts: in the order asked, unknown ones left out, twenty at most', async () => {
    const path = `/api/v1/statuses?id[]=${ids[4]}&id[]=1&id[]=${ids[2]}`;
    assert.deepEqual(idsOf(await as('GET', path)), [ids[4], ids[2]]);
    const many = ids
      .slice(0, 21)
      .map((id) => `id[]=${id}`)
      .join('&');
    assert.equal((await as('GET', `/api/v1/statuses?${many}`)).status, 422);
  });
});
