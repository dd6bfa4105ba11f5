import type { Command } from '../command.ts';
import { count, say } from '../command.ts';
import { withServices } from '../connect.ts';
import type { Demo } from '../seed/demo.ts';
import { seedDemo } from '../seed/demo.ts';
import { readNetwork } from '../seed/files.ts';
import type { Seeded } from '../seed/network.ts';
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
    if (network === null) {
      const made = await withServices(environment, (connection) => seedDemo(connection, invocation.json), {
        listening: true,
      });
      say(invocation, `${madeText(made)}\n${whoIsWho(made)}`, made);
    } else {
      const made = await withServices(environment, ({ contracts }) =>
        seedNetwork(contracts, network, invocation.json),
      );
      say(invocation, madeText(made), made);
    }
    return 0;
  },
};

function madeText(made: Seeded): string {
  return `Made ${count(made.accounts, 'account')}, ${count(made.follows, 'follow')} and ${count(made.posts, 'post')}. Everybody's password is "${made.password}".`;
}

function whoIsWho({ people, waiting }: Demo): string {
  const width = Math.max(...people.map(({ username }) => username.length)) + 2;
  const lines = people.map(({ username, is }) => `  @${username.padEnd(width)}${is}`);
  return [
    ...lines,
    `${count(waiting, 'post waits', 'posts wait')} for approval; whose posts wait was not changed.`,
  ].join('\n');
}
