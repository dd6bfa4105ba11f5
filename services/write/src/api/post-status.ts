import { Status, Submission } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { Answer, route } from '@fanfare/http';
import { isAppError } from '@fanfare/kernel';
import { bodyHash } from '../domain/body-hash.ts';
import { showResult } from '../flows/answer.ts';
import { withFreshKeys } from '../flows/fresh-keys.ts';
import type { PostCommand } from '../flows/post.ts';
import { post } from '../flows/post.ts';
import type { Write } from '../needs.ts';
import { rulesOf } from '../needs.ts';
import type { KeyResult } from '../store/idempotency.ts';
import { PostBody, readPost } from './post-body.ts';

export function postStatusRoute(write: Write): Route {
  return route({
    method: 'POST',
    path: '/api/v1/statuses',
    summary: 'Post; 202 when the post waits for approval',
    auth: 'user',
    scopes: ['write:statuses'],
    body: PostBody,
    answers: { 200: Status, 202: Submission },
    async handle({ body, viewer, idempotencyKey, trace }) {
      const input = readPost(body);
      const command: PostCommand = {
        accountId: viewer.accountId,
        applicationId: viewer.token.app_id,
        input,
        idempotency: idempotencyKey === null ? null : { key: idempotencyKey, hash: bodyHash(input) },
      };
      const result = await run(write, command, trace);
      const answer = await showResult(write, viewer.accountId, result);
      return new Answer(answer.body, { status: answer.status });
    },
  });
}

async function run(write: Write, command: PostCommand, trace: string | null): Promise<KeyResult> {
  try {
    return await withFreshKeys(write, (fresh) =>
      write.db.unit((unit) => post(unit, rulesOf(write), command, fresh), { trace }),
    );
  } catch (error) {
    const unexpected = isAppError(error, 'invalid') ? error.options.extra?.unexpected_accounts : undefined;
    if (isAppError(error) && Array.isArray(unexpected)) {
      const accounts = await write.contracts.read.accounts({ ids: unexpected });
      error.options.extra = { unexpected_accounts: accounts.filter((account) => account !== null) };
    }
    throw error;
  }
}
