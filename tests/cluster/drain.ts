/** Instances that are told to leave while people read, write and listen through the gateway. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { serviceNames } from '@fanfare/kernel';
import type { Person } from '@fanfare/testkit';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import { idsByNext } from '../support/pages.ts';
import { readTruth } from '../support/truth.ts';
import { wire } from '../support/wire.ts';
import type { Listener } from './listener.ts';
import { listener } from './listener.ts';
import { at, processOf } from './places.ts';

const READERS = 6;
const HOME = '/api/v1/timelines/home';
/** The server restarts: what a client may take for an invitation to come again. */
const COME_AGAIN = 1012;

export function drainTests(world: () => { network: ClusterNetwork }): void {
  const network = () => world().network;
  describe('an instance of each service leaves under load', () => {
    it('and no reading request fails, no frame is missed or doubled, and others take over', async (test) => {
      const author = await network().person('drained_author');
      const follower = await network().person('drained_follower');
      await follower.api('POST', `/api/v1/accounts/${author.id}/follow`);
      const post = await author.api('POST', '/api/v1/statuses', { status: 'Before anybody leaves' });
      const reading = readAll(network(), follower, [author.id, post.body.id]);
      const writing = writeOn(author);
      const listening = await Promise.all([1, 2, 3, 4].map(() => listenOn(network(), follower)));
      try {
        for (const service of serviceNames) {
          const before = Date.now();
          await processOf(network(), service, 0).stop();
          test.diagnostic(`${service} was gone after ${Date.now() - before} ms`);
          await reading.more(100);
        }
        await writing.more(10);
        await Promise.all(serviceNames.map((service) => processOf(network(), service, 0).start(0)));
        await writing.more(10);
        await reading.more(200);
      } catch (error) {
        for (const one of listening) one.leave();
        throw error;
      } finally {
        await Promise.allSettled([reading.end(), writing.end()]);
      }
      const { requests, failures } = await reading.end();
      const posted = await writing.end();
      test.diagnostic(`${requests} requests, ${posted.length} posts, ${writing.repeated()} of them repeated`);
      for (const one of failures) test.diagnostic(one);
      assert.equal(failures.length, 0);

      try {
        for (const { socket } of listening) {
          await socket.hears(posted);
          for (const id of posted) assert.equal(socket.times(id), 1, `post ${id}`);
        }
      } finally {
        for (const one of listening) one.leave();
      }
      const goodbyes = (await Promise.all(listening.map((one) => one.left))).flat();
      assert.ok(goodbyes.length > 0, 'nobody listened where an instance left');
      assert.deepEqual(new Set(goodbyes), new Set([COME_AGAIN]));
    });

    it('and those that stay do the work of all', async () => {
      const [one, two] = await Promise.all(
        ['staying_one', 'staying_two'].map((name) => network().person(name)),
      );
      assert.ok(one && two);
      await two.api('POST', `/api/v1/accounts/${one.id}/follow`);
      await Promise.all(serviceNames.map((service) => processOf(network(), service, 1).stop()));
      try {
        const posts: string[] = [];
        for (let count = 0; count < 10; count++)
          posts.unshift((await one.api('POST', '/api/v1/statuses', { status: `Alone ${count}` })).body.id);
        await network().settle();
        assert.deepEqual(await idsByNext(two.api, HOME, 40), posts);
        const found = await two.api('GET', '/api/v2/search?type=statuses&q=alone');
        assert.equal(found.body.statuses.length, posts.length);
        const notices = await one.api('GET', '/api/v1/notifications?types[]=follow');
        assert.equal(notices.body.length, 1);
      } finally {
        await Promise.all(serviceNames.map((service) => processOf(network(), service, 1).start(0)));
      }
      for (const side of [0, 1] as const) {
        const truth = (await readTruth(network().query, network().clock.now())).home(two.id);
        assert.deepEqual(await idsByNext(at(network(), 'read', side, two.token), HOME, 40), truth);
      }
    });
  });
}

/** Clients that read without a pause, over all services. */
function readAll(network: ClusterNetwork, person: Person, [author, post]: string[]) {
  const connection = wire(network.url);
  const paths = [
    HOME,
    '/api/v1/accounts/verify_credentials',
    '/api/v1/submissions',
    '/api/v1/blocks',
    `/api/v1/accounts/relationships?id[]=${author}`,
    '/api/v1/notifications',
    '/api/v2/search?q=drained',
    `/api/v1/statuses/${post}`,
    `/api/v1/accounts/${author}/statuses`,
    '/api/v2/instance',
  ];
  const failures: string[] = [];
  let requests = 0;
  let ended = false;

  async function reader(): Promise<void> {
    while (!ended) {
      const path = paths[requests++ % paths.length] ?? HOME;
      const began = Date.now();
      const what = await connection
        .ask({ method: 'GET', path, headers: { authorization: `Bearer ${person.token}` } })
        .then(({ status, text }) => (status === 200 ? null : `${status} ${text}`), String);
      if (what !== null) failures.push(`${path} after ${Date.now() - began} ms: ${what}`);
    }
  }
  const readers = Array.from({ length: READERS }, reader);
  return {
    /** Resolves after so many more. */
    async more(count: number) {
      const wanted = requests + count;
      while (requests < wanted) await pause(10);
    },
    async end() {
      ended = true;
      await Promise.all(readers);
      connection.close();
      return { requests, failures };
    },
  };
}

/** One who posts without a pause and repeats what failed, as clients do, with the same key. */
function writeOn(author: Person) {
  const posted: string[] = [];
  let repeated = 0;
  let ended = false;

  async function write(): Promise<void> {
    while (!ended) {
      const key = { 'idempotency-key': `drained ${posted.length}` };
      const status = `While others leave, ${posted.length}`;
      const reply = await author.api('POST', '/api/v1/statuses', { status }, key);
      if (reply.status === 200) posted.push(reply.body.id);
      else repeated += 1;
      assert.ok([200, 502, 503, 504].includes(reply.status), reply.text);
    }
  }
  const work = write();
  return {
    repeated: () => repeated,
    async more(count: number) {
      const wanted = posted.length + count;
      while (posted.length < wanted && !ended) await Promise.race([work, pause(10)]);
    },
    async end() {
      ended = true;
      await work;
      return posted;
    },
  };
}

/** A listener through the gateway who comes again whenever the connection ends. */
async function listenOn(network: ClusterNetwork, person: Person): Promise<Listening> {
  const socket = listener(person.token);
  await socket.open(network.url);
  const goodbyes: number[] = [];
  let leaving = false;

  async function stay(): Promise<number[]> {
    for (;;) {
      const { code } = await socket.closed();
      if (leaving) return goodbyes;
      goodbyes.push(code);
      await socket.open(network.url);
    }
  }
  return {
    socket,
    left: stay(),
    leave() {
      leaving = true;
      socket.cut();
    },
  };
}

interface Listening {
  socket: Listener;
  leave(): void;
  /** With which codes the server said goodbye meanwhile. */
  left: Promise<number[]>;
}
