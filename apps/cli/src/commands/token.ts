import type { Command } from '../command.ts';
import { needWord, say } from '../command.ts';
import { withServices } from '../connect.ts';

export const tokenCreate: Command = {
  name: 'token create',
  usage: 'NAME [--scopes "read write"] [--app NAME]',
  help: 'Make an access token for an account.',
  options: {
    scopes: {
      type: 'string',
      default: 'read write follow push',
      help: 'What it may do, with spaces between. Default: "read write follow push".',
    },
    app: {
      type: 'string',
      default: 'fanfare command line',
      help: 'The app it belongs to, as its owner sees it on /account.',
    },
  },
  words: true,
  async run(invocation) {
    const username = needWord(invocation, tokenCreate);
    const { scopes, app } = invocation.options;
    const token = await withServices(invocation.environment, ({ contracts }) =>
      contracts.auth.createToken({ username, scopes: String(scopes), app_name: String(app) }),
    );
    say(invocation, token.access_token, {
      access_token: token.access_token,
      token_type: 'Bearer',
      scope: token.scope,
      created_at: token.created_at,
    });
    return 0;
  },
};
