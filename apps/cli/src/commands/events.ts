import type { Command } from '../command.ts';
import { say } from '../command.ts';
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
    const lines = groups.map(
      (group) =>
        `${group.group.padEnd(14)} ${group.lag} behind, ${group.retries} to be retried${group.paused === null ? '' : `, waits: ${group.paused.cause}`}`,
    );
    for (const retry of retries)
      lines.push(`  ${retry.group} ${retry.id} ${retry.type} tried ${retry.attempts} times: ${retry.cause}`);
    say(invocation, lines.join('\n'), { groups, retries });
    return 0;
  },
};

export const eventsReplay: Command = {
  name: 'events replay',
  usage: '[--group G] [--id ID]',
  help: 'Retry failed events now.',
  options: { group: { type: 'string' }, id: { type: 'string' } },
  async run(invocation) {
    const { group, id } = invocation.options;
    const filter = {
      ...(typeof group === 'string' ? { group } : {}),
      ...(typeof id === 'string' ? { id } : {}),
    };
    const { due } = await withServices(invocation.environment, ({ contracts }) =>
      contracts.server.replay(filter),
    );
    say(invocation, `${due} events are being retried.`, { due });
    return 0;
  },
};
