/** From sending a post to its frame on each follower's socket. */

import { startLoad } from '../harness/load.ts';
import type { Bench, Measure, Scenario } from '../harness/measure.ts';
import { postCalls } from '../harness/posting.ts';
import { percentile } from '../harness/stats.ts';
import { textOf } from '../world.ts';

const POSTS = 150;
const BUSY_WRITERS = 2;
const BUSY_MS = 8_000;

export const sockets: Scenario = async (bench) => {
  const listeners = await listen(bench);
  const load = startLoad();
  try {
    await probe(bench, listeners, 20);
    const alone = await probe(bench, listeners, POSTS);
    await bench.server.settle();
    const connections = postCalls(bench.world, BUSY_WRITERS);
    const busy = load.run({ url: bench.server.url, connections, until: { ms: BUSY_MS } });
    const meanwhile = await probe(bench, listeners, POSTS, BUSY_MS - 1_500);
    const { calls, seconds } = await busy;
    await bench.server.settle();
    return [
      frames('publish to socket frame, p50', alone, 0.5, 10, '69 ms'),
      frames('publish to socket frame, p99', alone, 0.99, 30, '93 ms'),
      {
        ...frames('the same while others post, p50', meanwhile, 0.5, 10, ''),
        detail: `${meanwhile.length} frames while ${BUSY_WRITERS} writers made ${Math.round(calls / seconds)} posts a second`,
      },
      frames('the same while others post, p99', meanwhile, 0.99, 30, ''),
    ];
  } finally {
    await load.stop();
    for (const socket of listeners.sockets) socket.close();
  }
};

interface Listeners {
  sockets: WebSocket[];
  /** Called with every frame. */
  onFrame: (text: string) => void;
}

/** All but the first, who posts. */
async function listen({ server, world }: Bench): Promise<Listeners> {
  const listeners: Listeners = { sockets: [], onFrame: () => {} };
  for (const { token } of world.people.slice(1)) {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/streaming?stream=user`, [token]);
    socket.addEventListener('message', (message) => listeners.onFrame(String(message.data)));
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error('A socket was refused')));
    });
    listeners.sockets.push(socket);
  }
  return listeners;
}

/** One post after the other, each when the one before has reached everybody; ms from sending to each frame. */
async function probe({ server, world }: Bench, to: Listeners, posts: number, ms = 60_000): Promise<number[]> {
  const [author] = world.people;
  const times: number[] = [];
  const end = performance.now() + ms;
  for (let count = 0; count < posts && performance.now() < end; count++) {
    const word = `probe${count}x${Math.round(end)}`;
    let left = to.sockets.length;
    const begun = performance.now();
    const arrived = new Promise<void>((resolve) => {
      to.onFrame = (text) => {
        if (!text.includes(word)) return;
        times.push(performance.now() - begun);
        left -= 1;
        if (left === 0) resolve();
      };
    });
    const response = await fetch(`${server.url}/api/v1/statuses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${author?.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ status: `${word} ${textOf(3)}` }),
    });
    if (!response.ok) throw new Error(`A post was refused: ${await response.text()}`);
    await response.arrayBuffer();
    await arrived;
  }
  return times;
}

function frames(
  name: string,
  times: readonly number[],
  share: number,
  goal: number,
  goToSocial: string,
): Measure {
  return {
    name,
    value: percentile(times, share),
    unit: 'ms',
    spread: null,
    goal: { atMost: goal },
    goToSocial,
    detail: `${times.length} frames`,
  };
}
