import { AppError, parseId } from '@fanfare/kernel';
import type { Command, Invocation } from '../command.ts';
import { say, UsageError } from '../command.ts';
import { withServices } from '../connect.ts';

function accountIds(invocation: Invocation): number[] {
  if (invocation.words.length === 0) throw new UsageError('Which accounts? Give their ids.');
  return invocation.words.map((word) => {
    const id = parseId(word);
    if (id === null) throw new AppError('invalid', { text: `${word} is not an account id` });
    return id;
  });
}

export const timelineRebuild: Command = {
  name: 'timeline rebuild',
  usage: 'ACCOUNT_ID…',
  help: 'Drop home lists, so that the next read builds them from the truth.',
  options: {},
  async run(invocation) {
    const ids = accountIds(invocation);
    await withServices(invocation.environment, ({ contracts }) =>
      contracts.timeline.rebuild({ account_ids: ids }),
    );
    say(invocation, `${ids.length} home lists will be built anew.`, { rebuilt: ids.map(String) });
    return 0;
  },
};

export const timelineAudit: Command = {
  name: 'timeline audit',
  usage: 'ACCOUNT_ID…',
  help: 'Compare home lists with the truth.',
  options: {},
  async run(invocation) {
    const ids = accountIds(invocation);
    const result = await withServices(invocation.environment, ({ contracts }) =>
      contracts.timeline.audit({ account_ids: ids }),
    );
    say(invocation, `${result.checked} lists compared, ${result.wrong.length} wrong.`, result);
    return result.wrong.length === 0 ? 0 : 1;
  },
};
