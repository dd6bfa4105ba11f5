/** Goes on with sendings that a reload cut off: the same words under the same key, so that they are posted once. */
import { session } from '../api/session.ts';
import { texts } from '../texts/index.ts';
import { toast } from '../ui/toasts.tsx';
import { throwAway } from './desk.ts';
import { keptDrafts } from './draft-store.ts';
import { land } from './land.ts';
import { openComposer } from './open.ts';
import { fail, KEY_LIFE, sendOnce } from './send.ts';
import { restore } from './start.ts';

export async function resumeSendings(): Promise<void> {
  const accountId = session.current()?.accountId;
  if (accountId === undefined) return;
  for (const draft of keptDrafts(localStorage, accountId)) {
    if (draft.attempt?.state !== 'flying') continue;
    if (Date.now() - draft.attempt.at >= KEY_LIFE) {
      sayUnsure(draft.id);
      continue;
    }
    const desk = await restore(accountId, draft);
    // Another tab is at it.
    if (desk === null) continue;
    desk.state.setState({ sending: true });
    try {
      const answer = await sendOnce(desk, draft.attempt.body);
      throwAway(desk);
      land(draft, answer, 'found');
    } catch (error) {
      fail(desk, error);
    }
  }
}

/** Too long ago to know: the person decides. */
function sayUnsure(id: string): void {
  const { compose } = texts();
  const run = () => openComposer({ kind: 'kept', id });
  toast(compose.unsure, { stays: true, action: { label: compose.seeDraft, run } });
}
