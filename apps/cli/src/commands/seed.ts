import type { Command } from '../command.ts';
import { count, say } from '../command.ts';
import { withServices } from '../connect.ts';
import { seedDemo } from '../seed/demo.ts';
import { readNetwork } from '../seed/files.ts';
import { seedNetwork } from '../seed/network.ts';

export const seed: Command = {
  name: 'seed',
  usage: '[--graph FILE --posts FILE [--accounts N]]',
  help: 'Fill the place: a small demo, or a network from an edge list and a file of texts.',
  options: {
    graph: { type: 'string', help: 'Edge list: two numbers a line, each tie is followed both ways.' },
    posts: { type: 'string', help: 'Texts, one a line; the people take turns.' },
    accounts: { type: 'string', help: 'Only the first N people of the graph.' },
  },
  async run(invocation) {
    const { graph, posts, accounts } = invocation.options;
    const { environment } = invocation;
    const network =
      graph === undefined && posts === undefined
        ? null
        : await readNetwork(environment.INIT_CWD ?? process.cwd(), { graph, posts, accounts });
    const made = await withServices(environment, ({ contracts }) =>
      network === null ? seedDemo(contracts) : seedNetwork(contracts, network, invocation.json),
    );
    say(
      invocation,
      `Made ${count(made.accounts, 'account')}, ${count(made.follows, 'follow')} and ${count(made.posts, 'post')}. Everybody's password is "${made.password}".`,
      made,
    );
    return 0;
  },
};
