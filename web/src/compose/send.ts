/**
 * Sends what was written. The dialog is closed meanwhile; what failed opens it again as it was. A draft's id is its
 * Idempotency-Key, so that it becomes one post however often it is sent.
 */
import type { Post } from '../api/entities.ts';
import { session } from '../api/session.ts';
import { texts } from '../texts/index.ts';
import { dismissToast, toast } from '../ui/toasts.tsx';
import type { Desk } from './desk.ts';
import { rename, throwAway, write } from './desk.ts';
import type { PostBody } from './draft.ts';
import { bodyOf } from './draft.ts';
import { land, pathTo, take } from './land.ts';
import { closeComposer, openComposer, useComposing } from './open.ts';
import { postedBefore } from './posted-before.ts';
import { describeAll, post, saveEdit } from './requests.ts';
import { PostedBefore, saysPostedBefore, sendTroubleOf } from './trouble.ts';

/** ms. The server keeps keys for an hour; after this, what may have been posted is looked for instead. */
export const KEY_LIFE = 50 * 60_000;

export async function sendDesk(desk: Desk): Promise<void> {
  const { sending, draft: first } = desk.state.getState();
  // A second press, or the key held down.
  if (sending) return;
  desk.state.setState({ sending: true, trouble: null, refused: [] });
  closeComposer();
  const { compose } = texts();
  const said = toast(first.edits === null ? compose.posting : compose.saving, { stays: true });
  try {
    const answer = await deliver(desk);
    const { draft } = desk.state.getState();
    throwAway(desk);
    land(draft, answer, draft.edits === null ? 'new' : 'edit');
  } catch (error) {
    fail(desk, error);
  } finally {
    dismissToast(said);
  }
}

async function deliver(desk: Desk): Promise<Post> {
  await describeAll(desk);
  const { draft } = desk.state.getState();
  if (draft.edits !== null) return saveEdit(draft, draft.edits);
  await settleEarlier(desk);
  return sendOnce(desk, bodyOf(desk.state.getState().draft));
}

/** Sends exactly this under the draft's key, and notes what is known of it. */
export async function sendOnce(desk: Desk, body: PostBody): Promise<Post> {
  const { attempt: earlier } = desk.state.getState().draft;
  const attempt = { body, at: earlier?.at ?? Date.now() };
  write(desk, { attempt: { ...attempt, state: 'flying' } });
  const { id } = desk.state.getState().draft;
  const page = watchPage();
  try {
    return await post(id, body);
  } catch (error) {
    // Broken off with the page, which nobody sees any more: it stays under way, and the next page goes on with it.
    if (page.leaving()) throw error;
    // A refusal made nothing; an earlier sending that had no answer stays unknown.
    const unknown = earlier ?? (sendTroubleOf(error).kind === 'unknown' ? attempt : null);
    write(desk, { attempt: unknown === null ? null : { ...unknown, state: 'failed' } });
    if (earlier === null || !saysPostedBefore(error)) throw error;
    const posted = await post(id, earlier.body);
    take(posted, 'found');
    throw new PostedBefore(pathTo(posted));
  } finally {
    page.forget();
  }
}

/** ms. Whoever asked to leave is gone by then, or stays. */
const LEAVING = 5000;

function watchPage() {
  const watching = new AbortController();
  let leftAt = Number.NEGATIVE_INFINITY;
  // Not `pagehide`: requests are broken off before that.
  window.addEventListener('beforeunload', () => (leftAt = Date.now()), { signal: watching.signal });
  return { leaving: () => Date.now() - leftAt < LEAVING, forget: () => watching.abort() };
}

/** An attempt so old that its key says nothing any more: was it posted? If not, it goes on under a new key. */
async function settleEarlier(desk: Desk): Promise<void> {
  const { attempt } = desk.state.getState().draft;
  if (attempt === null || Date.now() - attempt.at < KEY_LIFE) return;
  const found = await postedBefore(desk.accountId, attempt);
  if (found !== null) throw new PostedBefore(pathTo(found));
  rename(desk);
}

export function fail(desk: Desk, error: unknown): void {
  desk.state.setState({ sending: false, trouble: sendTroubleOf(error) });
  const { id } = desk.state.getState().draft;
  const reopen = () => openComposer({ kind: 'kept', id });
  const here = session.current()?.accountId === desk.accountId;
  if (here && useComposing.getState().composing === null) {
    reopen();
    return;
  }
  // Another one is being written: that is not taken away from under somebody's fingers.
  const { compose } = texts();
  toast(compose.notPosted, { kind: 'bad', stays: true, action: { label: compose.seeDraft, run: reopen } });
}
