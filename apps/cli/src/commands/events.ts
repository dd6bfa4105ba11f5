import type { Command } from '../command.ts';
import { count, say, UsageError } from '../command.ts';
import { withServices } from '../connect.ts';

export const settle: Command = {
  name: 'settle',
  usage: '',
  help: 'Wait until every effect of everything written so far has arrived.',
  options: {},
  async run(invocation) {
    await withServices(invocation.environment, ({ contracts }) => contracts.server.settle({}));
    say(invocation, 'Settled: nothing is on its way.', { settled: true });
    return 0;
  },
};

export const eventsList: Command = {
  name: 'events list',
  usage: '',
  help: 'Show how far each consumer is, and the events that failed and wait to be retried.',
  options: {},
  async run(invocation) {
    const { groups, retries } = await withServices(invocation.environment, async ({ contracts }) => ({
      groups: await contracts.server.groups({}),
      retries: await contracts.server.retries({}),
    }));
    const widest = Math.max(...groups.map((group) => group.group.length));
    const lines = groups.map(
      (group) =>
        `${group.group.padEnd(widest)}  ${count(group.lag, 'event')} behind, ${group.retries} to be retried${group.paused === null ? '' : `, waits: ${group.paused.cause}`}`,
    );
    for (const retry of retries)
      lines.push(
        `  ${retry.group} ${retry.id} ${retry.type} tried ${count(retry.attempts, 'time')}: ${retry.cause}`,
      );
    say(invocation, lines.join('\n'), { groups, retries });
    return 0;
  },
};

export const eventsReplay: Command = {
  name: 'events replay',
  usage: '[--group G] [--id ID]',
  help: 'Retry failed events now.',
  options: {
    group: { type: 'string', help: 'Only those of this consumer, as fanfare events list names it.' },
    id: { type: 'string', help: 'Only the event of this id.' },
  },
  async run(invocation) {
    const { group, id } = invocation.options;
    const filter = {
      ...(typeof group === 'string' ? { group } : {}),
      ...(typeof id === 'string' ? { id } : {}),
    };
    const { due } = await withServices(invocation.environment, async ({ contracts }) => {
      const known = (await contracts.server.groups({})).map((one) => one.group);
      if (typeof group === 'string' && !known.includes(group))
        throw new UsageError(`--group must be one of ${known.join(', ')}.`);
      return contracts.server.replay(filter);
    });
    say(invocation, due === 0 ? 'Nothing waits to be retried.' : `${count(due, 'event')} retried now.`, {
      due,
    });
    return 0;
  },
};
