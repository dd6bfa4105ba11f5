import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Approval, ApprovalState, Submission } from '../api/entities.ts';
import { isHeldEdit, isNews, isOpen, isUnpublished } from './states.ts';

const approval = (state: ApprovalState, version = 1): Approval => ({
  submissionId: '7',
  state,
  version,
  submittedAt: '2026-11-22T12:00:00.000Z',
  decidedAt: null,
  reasonCode: null,
  reason: null,
});
const submission = (id: string, state: ApprovalState) => ({ id, approval: approval(state) }) as Submission;

test('a new post that waits is not published; a published one with an edit that waits is', () => {
  assert.equal(isUnpublished(submission('7', 'pending')), true);
  assert.equal(isUnpublished(submission('7', 'rejected')), true);
  assert.equal(isUnpublished(submission('9', 'pending')), false);
  assert.equal(isUnpublished({ id: '9' }), false);
  assert.equal(isHeldEdit(submission('9', 'pending')), true);
  assert.equal(isHeldEdit(submission('7', 'pending')), false);
  assert.equal(isHeldEdit(submission('9', 'approved')), false);
});

test('what was published or taken back is out of its author’s hands', () => {
  assert.deepEqual(
    (['pending', 'rejected', 'approved', 'withdrawn'] as const).map((state) => isOpen({ state })),
    [true, true, false, false],
  );
});

test('an answer that was overtaken is no news', () => {
  assert.equal(isNews(undefined, approval('pending')), true);
  assert.equal(isNews(approval('pending', 2), approval('rejected', 1)), false);
  assert.equal(isNews(approval('approved', 1), approval('pending', 1)), false);
  assert.equal(isNews(approval('rejected', 1), approval('pending', 2)), true);
});
