/** The first home of everybody after a restart, one at a time: nothing is cached yet. */
import { Agent, get } from 'node:http';
import type { Scenario } from '../harness/measure.ts';
import { startServer } from '../harness/server.ts';
import { median, spread } from '../harness/stats.ts';

const RESTARTS = 3;

/** Leaves the last server running in place of the one it was given. */
export const restart: Scenario = async (bench) => {
  const times: number[][] = [];
  for (let count = 0; count < RESTARTS; count++) {
    await bench.server.stop();
    bench.server = await startServer(bench.folder);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      await timed(agent, `${bench.server.url}/health/live`, '');
      const round: number[] = [];
      for (const { token } of bench.world.people)
        round.push(await timed(agent, `${bench.server.url}/api/v1/timelines/home?limit=20`, token));
      times.push(round);
    } finally {
      agent.destroy();
    }
  }
  const all = spread(times.flat());
  return [
    {
      name: 'first home after a restart, one at a time',
      value: all.median,
      unit: 'ms',
      spread: [all.low, all.high],
      goal: { atMost: 5 },
      goToSocial: '117 ms',
      detail: `${RESTARTS} restarts with ${bench.world.people.length} people each; the very first request ${median(times.map((round) => round[0] ?? 0)).toFixed(1)} ms`,
    },
  ];
};

function timed(agent: Agent, url: string, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const request = get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - begun);
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
      response.on('error', reject);
      response.resume();
    });
    request.on('error', reject);
  });
}
