import type { Command } from '../command.ts';
import { say } from '../command.ts';
import { withServices } from '../connect.ts';
import { seedDemo } from '../seed/demo.ts';
import { readNetwork } from '../seed/files.ts';
import { seedNetwork } from '../seed/network.ts';

export const seed: Command = {
  name: 'seed',
  usage: '[--graph FILE --posts FILE [--accounts N]]',
  help: 'Fill the place: a small demo, or a network from an edge list and a file of texts.',
  options: { graph: { type: 'string' }, posts: { type: 'string' }, accounts: { type: 'string' } },
  async run(invocation) {
    const { graph, posts, accounts } = invocation.options;
    const network =
      graph === undefined && posts === undefined ? null : await readNetwork({ graph, posts, accounts });
    const made = await withServices(invocation.environment, ({ contracts }) =>
      network === null ? seedDemo(contracts) : seedNetwork(contracts, network, invocation.json),
    );
    say(
      invocation,
      `Made ${made.accounts} accounts, ${made.follows} follows and ${made.posts} posts. Everybody's password is "${made.password}".`,
      made,
    );
    return 0;
  },
};
