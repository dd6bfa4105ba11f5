import { roleNames } from '@fanfare/contracts';
import type { Command, Invocation } from '../command.ts';
import { need, needWord, say, UsageError } from '../command.ts';
import { withServices } from '../connect.ts';

const roleOption = { type: 'string', help: `${roleNames.join(', ')}.` } as const;
const passwordOption = { type: 'string', help: 'At least 8 characters.' } as const;

function roleOf(invocation: Invocation, otherwise: 'user' | null): (typeof roleNames)[number] {
  const asked = invocation.options.role ?? otherwise;
  const role = roleNames.find((name) => name === asked);
  if (role === undefined) throw new UsageError(`--role must be one of ${roleNames.join(', ')}.`);
  return role;
}

export const accountCreate: Command = {
  name: 'account create',
  usage: `NAME --email E --password P [--role ${roleNames.join('|')}]`,
  help: 'Make an account, usable at once.',
  options: {
    email: { type: 'string', help: 'Where its letters go; nobody else sees it.' },
    password: passwordOption,
    role: { ...roleOption, help: `${roleOption.help} Default: user.` },
  },
  words: true,
  async run(invocation) {
    const username = needWord(invocation, accountCreate);
    const email = need(invocation, accountCreate, 'email');
    const password = need(invocation, accountCreate, 'password');
    const role = roleOf(invocation, 'user');
    const [made] = await withServices(invocation.environment, ({ contracts }) =>
      contracts.auth.createAccounts({ accounts: [{ username, email, password, role }] }),
    );
    if (made?.account_id == null) {
      const reason = (made?.error ?? 'no answer').replace(/^Validation failed: /, '');
      process.stderr.write(`@${username} was not made: ${reason}.\n`);
      return 1;
    }
    say(invocation, `@${username} (${role}) is made; its id is ${made.account_id}.`, {
      id: String(made.account_id),
      username,
      role,
    });
    return 0;
  },
};

export const accountPromote: Command = {
  name: 'account promote',
  usage: `NAME --role ${roleNames.join('|')}`,
  help: 'Give an account another role.',
  options: { role: roleOption },
  words: true,
  async run(invocation) {
    const username = needWord(invocation, accountPromote);
    const role = roleOf(invocation, null);
    await withServices(invocation.environment, ({ contracts }) => contracts.auth.setRole({ username, role }));
    say(invocation, `@${username} is ${role} now.`, { username, role });
    return 0;
  },
};

export const accountPassword: Command = {
  name: 'account password',
  usage: 'NAME --password P',
  help: 'Set a new password and end all sessions of the account.',
  options: { password: passwordOption },
  words: true,
  async run(invocation) {
    const username = needWord(invocation, accountPassword);
    const password = need(invocation, accountPassword, 'password');
    await withServices(invocation.environment, ({ contracts }) =>
      contracts.auth.setPassword({ username, password }),
    );
    say(invocation, `@${username} has a new password; all sessions have ended.`, { username });
    return 0;
  },
};
