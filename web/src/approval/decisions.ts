/**
 * A reviewer's decisions. Once made the server does not take them back, so they are held for a moment: until then they
 * can be undone. Whatever the server refuses is shown at the post that it is about.
 */
import { MastoHttpError } from 'masto/adapters/errors/masto-http-error.js';
import { create } from 'zustand';
import { request } from '../api/client.ts';
import type { Approval, ReasonCode, Submission } from '../api/entities.ts';
import { troubleOf } from '../api/errors.ts';
import { session } from '../api/session.ts';
import { wordsFor } from '../ui/trouble.tsx';
import type { Held } from './hold.ts';
import { hold } from './hold.ts';
import { lookAt } from './look-at.ts';
import type { Decider } from './queue.ts';
import { adminPath, dequeue, keepReviewed, reviewed } from './queue.ts';

export type Action = 'approve' | 'reject';

export interface Refusal {
  reasonCode: ReasonCode | null;
  reason: string | null;
}

export interface Verdict {
  action: Action;
  /** held: it can be undone. failed: the server refused. */
  phase: 'held' | 'sending' | 'failed';
  /** Of those decided together. */
  batch: number;
  /** What the server said when it failed. */
  trouble: string | null;
}

interface Batch extends Refusal {
  number: number;
  action: Action;
  items: { id: string; version: number }[];
}

export const useVerdicts = create(() => ({ verdicts: {} as Record<string, Verdict> }));
const heldBatches = new Map<number, { batch: Batch; held: Held }>();
/** The server takes so many at once. */
const MOST = 100;
let last = 0;

/** Nobody reads faster: whoever presses within this time, in ms, after a revision meant what stood there before. */
const READING = 1000;

/** @returns how many of them: what does not wait, or has changed under the reviewer's finger, is left */
export function decide(ids: readonly string[], action: Action, refusal?: Refusal): number {
  const items = ids.flatMap((id) => {
    const known = reviewed(id);
    if (known?.submission.approval.state !== 'pending' || Date.now() - known.revisedAt < READING) return [];
    return [{ id, version: known.submission.approval.version }];
  });
  if (items.length === 0) return 0;
  last += 1;
  const batch: Batch = { number: last, action, items, reasonCode: null, reason: null, ...refusal };
  setVerdicts(batch, { phase: 'held', trouble: null });
  heldBatches.set(batch.number, { batch, held: hold((leaving) => void send(batch, leaving)) });
  return items.length;
}

/** The last one where none is named. @returns ids of what waits again; empty: there was nothing to undo */
export function undo(number = [...heldBatches.keys()].at(-1)): string[] {
  const found = number === undefined ? undefined : heldBatches.get(number);
  if (found === undefined) return [];
  found.held.undo();
  heldBatches.delete(found.batch.number);
  const ids = found.batch.items.map(({ id }) => id);
  for (const id of ids) forgetVerdict(id);
  return ids;
}

/** The reviewer goes on to something else. */
export function sendHeld(): void {
  for (const { held } of [...heldBatches.values()]) held.now();
}

export function forgetVerdict(id: string): void {
  useVerdicts.setState(({ verdicts: { [id]: _gone, ...verdicts } }) => ({ verdicts }));
}

/** Decided by this reviewer, or about to be. */
export function isDecidedHere(id: string): boolean {
  const phase = useVerdicts.getState().verdicts[id]?.phase;
  return phase !== undefined && phase !== 'failed';
}

function setVerdicts({ number, action, items }: Batch, state: Pick<Verdict, 'phase' | 'trouble'>): void {
  const made = Object.fromEntries(items.map(({ id }) => [id, { action, batch: number, ...state }]));
  useVerdicts.setState(({ verdicts }) => ({ verdicts: { ...verdicts, ...made } }));
}

async function send(batch: Batch, leaving: boolean): Promise<void> {
  heldBatches.delete(batch.number);
  setVerdicts(batch, { phase: 'sending', trouble: null });
  const [only] = batch.items;
  if (batch.items.length === 1 && only !== undefined) return sendOne(batch, only, leaving);
  for (let from = 0; from < batch.items.length; from += MOST) {
    await sendMany({ ...batch, items: batch.items.slice(from, from + MOST) }, leaving);
  }
}

async function sendOne(
  batch: Batch,
  { id, version }: Batch['items'][number],
  keepalive: boolean,
): Promise<void> {
  const { action, reasonCode, reason } = batch;
  const body = action === 'approve' ? { version } : { version, reasonCode, reason };
  try {
    const { data } = await request<Submission>('POST', `${adminPath}/${id}/${action}`, { body, keepalive });
    keepReviewed(data);
    succeed(id);
  } catch (error) {
    await fail(id, error);
  }
}

interface Answer {
  succeeded: { id: string; state: Approval['state'] }[];
  failed: { id: string; status: number; error: string }[];
}

async function sendMany(batch: Batch, keepalive: boolean): Promise<void> {
  const { action, items, reasonCode, reason } = batch;
  const body = { action, items, ...(action === 'approve' ? {} : { reasonCode, reason }) };
  try {
    const { data } = await request<Answer>('POST', `${adminPath}/bulk`, { body, keepalive });
    for (const { id, state } of data.succeeded) {
      const known = reviewed(id)?.submission;
      if (known !== undefined)
        keepReviewed({ ...known, approval: { ...known.approval, state, reasonCode, reason } });
      succeed(id);
    }
    await Promise.all(data.failed.map(({ id, error, status }) => refused(id, error, status === 409)));
  } catch (error) {
    await Promise.all(items.map(({ id }) => fail(id, error)));
  }
}

function succeed(id: string): void {
  dequeue(id);
  forgetVerdict(id);
}

async function fail(id: string, error: unknown): Promise<void> {
  if (troubleOf(error).kind === 'signed-out') session.expire();
  const conflict = error instanceof MastoHttpError && error.statusCode === 409;
  const { decidedBy } = (conflict ? error.additionalProperties : undefined) ?? {};
  await refused(id, wordsFor(error), conflict, (decidedBy as Decider | null | undefined) ?? null);
}

/** Somebody else was faster, its author has revised it, or it cannot be published: it is shown as it now stands. */
async function refused(
  id: string,
  trouble: string,
  stale: boolean,
  by: Decider | null = null,
): Promise<void> {
  change(id, { phase: 'failed', trouble });
  if (stale) await lookAt(id, by);
}

function change(id: string, state: Pick<Verdict, 'phase' | 'trouble'>): void {
  useVerdicts.setState(({ verdicts }) => {
    const known = verdicts[id];
    return known === undefined ? {} : { verdicts: { ...verdicts, [id]: { ...known, ...state } } };
  });
}
