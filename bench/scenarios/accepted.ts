/** Posts accepted at 64 writers against bare durable transactions of one row. */
import { singleRows } from '../ceilings/single-rows.ts';
import type { Scenario } from '../harness/measure.ts';
import { postCalls } from '../harness/posting.ts';
import { median, spread } from '../harness/stats.ts';

const WRITERS = 64;
const ROUND = 1_200;
const BARE = 500;
const ROUNDS = 5;

export const accepted: Scenario = async ({ server, world, load, folder }) => {
  const connections = postCalls(world, WRITERS);
  const rounds: { ours: number; bare: number }[] = [];
  for (let count = 0; count < ROUNDS; count++) {
    const bare = singleRows(folder, BARE);
    const { calls, seconds } = await load.run({ url: server.url, connections, until: { ms: ROUND } });
    // What was accepted is worked off before the next round, or its effects would be counted against it.
    await server.settle();
    rounds.push({ ours: calls / seconds, bare });
  }
  const ratio = spread(rounds.map(({ ours, bare }) => ours / bare));
  return [
    {
      name: 'posts accepted per second at 64 writers',
      value: ratio.median,
      unit: '',
      spread: [ratio.low, ratio.high],
      goal: { atLeast: 1.5 },
      goToSocial: '0.03',
      detail: `${Math.round(median(rounds.map((one) => one.ours)))} posts against ${Math.round(median(rounds.map((one) => one.bare)))} bare transactions a second`,
    },
  ];
};
