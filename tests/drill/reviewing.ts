/** Posts that wait for approval: pending, withdrawn, rejected; and those of newcomers, which are approved. */
import { MARKER } from './client.ts';
import { attempt } from './ledger.ts';
import type { Human, World } from './world.ts';

let count = 0;

/** Of one whose posts nobody approves: told of to nobody, however it ends. Some name somebody, who must not hear. */
export async function holdBack({ held, moderator, watchers }: World, random: () => number): Promise<void> {
  count += 1;
  const named = random() < 0.5 ? ` @${watchers[0]?.name}` : '';
  const status = `${MARKER} held${count}${named} #${MARKER}`;
  const made = await held.ask(
    'submission',
    'POST',
    '/api/v1/statuses',
    { status },
    {
      'idempotency-key': `held${count}`,
    },
  );
  if (made.status !== 202) return;
  const id = made.body.id;
  const end = random();
  if (end < 0.3) await held.ask('submission', 'DELETE', `/api/v1/submissions/${id}`);
  else if (end < 0.5) {
    const reject = { version: 1, reason_code: 'other', reason: 'No' };
    await moderator.ask('submission', 'POST', `/api/v1/admin/submissions/${id}/reject`, reject);
  } else await held.ask('submission', 'GET', '/api/v1/submissions');
}

/** The first post of the next newcomer: once it is approved, it is there like any other. */
export async function approve({ ledger, moderator }: World, newcomers: Human[]): Promise<void> {
  const author = newcomers.shift();
  if (author === undefined) return;
  const key = `first${author.name}`;
  const body = { status: `fanfaredrill ${key} edit0` };
  let id = '';
  await attempt(ledger, {
    what: `submission ${key}`,
    ask: async () => {
      const headers = { 'idempotency-key': key };
      const made = await author.ask('submission', 'POST', '/api/v1/statuses', body, headers);
      if (made.status !== 202) return made;
      id = made.body.id;
      return moderator.ask('submission', 'POST', `/api/v1/admin/submissions/${id}/approve`, { version: 1 });
    },
    accept({ status }, first) {
      // Tried again it may be published or decided already.
      const done = status === 200 || (!first && status === 409);
      if (done) ledger.approved.push({ author: author.name, key });
      return done;
    },
  });
}
