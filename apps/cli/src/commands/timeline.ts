import { parseId } from '@fanfare/kernel';
import type { Contracts } from '@fanfare/server';
import type { Command, Invocation } from '../command.ts';
import { count, say, UsageError, usageOf } from '../command.ts';
import { withServices } from '../connect.ts';

const usage = 'NAME|ACCOUNT_ID …';

/** Names and ids alike. @throws UsageError when there are none; AppError not_found for a name that nobody has */
async function withAccounts<Result>(
  invocation: Invocation,
  command: Pick<Command, 'name' | 'usage'>,
  work: (contracts: Contracts, ids: number[]) => Promise<Result>,
): Promise<Result> {
  if (invocation.words.length === 0) throw new UsageError(`Whose lists? ${usageOf(command)}`);
  return withServices(invocation.environment, async ({ contracts }) => {
    const ids: number[] = [];
    for (const word of invocation.words) {
      const id = parseId(word);
      ids.push(id ?? (await contracts.auth.accountNamed({ username: word })).account_id);
    }
    return work(contracts, ids);
  });
}

export const timelineRebuild: Command = {
  name: 'timeline rebuild',
  usage,
  help: 'Drop home lists, so that the next read builds them from the truth.',
  options: {},
  words: true,
  run: (invocation) =>
    withAccounts(invocation, timelineRebuild, async (contracts, ids) => {
      await contracts.timeline.rebuild({ account_ids: ids });
      say(invocation, `${count(ids.length, 'home list')} will be built anew by the next read.`, {
        rebuilt: ids.map(String),
      });
      return 0;
    }),
};

export const timelineAudit: Command = {
  name: 'timeline audit',
  usage,
  help: 'Compare home lists with the truth; the exit code is 1 when one lacks something.',
  options: {},
  words: true,
  run: (invocation) =>
    withAccounts(invocation, timelineAudit, async (contracts, ids) => {
      const { checked, wrong } = await contracts.timeline.audit({ account_ids: ids });
      const none = ids.length - checked;
      const text = [
        `${count(checked, 'list')} compared, ${wrong.length} wrong.`,
        ...(none > 0 ? [`${count(none, 'account')} without a list: the next read builds it.`] : []),
        ...wrong.map((one) => `  ${one.account_id} lacks ${one.missing.join(', ')}`),
      ].join('\n');
      say(invocation, text, {
        checked,
        wrong: wrong.map((one) => ({
          account_id: String(one.account_id),
          missing: one.missing.map(String),
        })),
      });
      return wrong.length === 0 ? 0 : 1;
    }),
};
