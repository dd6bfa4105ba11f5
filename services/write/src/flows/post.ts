/** POST /api/v1/statuses: one unit from the idempotency key to the event. */
import type { ApprovalPolicy } from '@fanfare/contracts/entities';
import { AppError } from '@fanfare/kernel';
import type { ContentInput } from '../domain/content.ts';
import { checkContent, readContent } from '../domain/content.ts';
import { asProposed } from '../domain/proposal.ts';
import { readVisibility } from '../domain/visibility.ts';
import type { WriteMetrics } from '../metrics.ts';
import { authorById } from '../store/authors.ts';
import type { CoreUnit } from '../store/db.ts';
import type { KeyResult } from '../store/idempotency.ts';
import { claimKey, keepResult } from '../store/idempotency.ts';
import { partsOf } from '../store/parts.ts';
import { mustWait } from '../store/policy.ts';
import type { StatusRow } from '../store/statuses.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { findTarget, isTarget } from '../store/targets.ts';
import type { FreshKeys } from './attach.ts';
import { attachable, attachToStatus } from './attach.ts';
import type { PublishRules } from './publish.ts';
import { publish } from './publish.ts';
import { submit } from './submit.ts';

export interface PostRules extends PublishRules {
  startMode: ApprovalPolicy['mode'];
  counted: WriteMetrics;
}

export interface PostInput extends ContentInput {
  visibility?: string | null | undefined;
  inReplyToId: number | null;
  mediaIds: readonly number[];
  /** Accounts that the text may mention; null: whom it will. */
  allowedMentions: readonly number[] | null;
}

export interface PostCommand {
  accountId: number;
  applicationId: string;
  input: PostInput;
  idempotency: { key: string; hash: string } | null;
}

/** @throws AppError, FreshKeysNeeded */
export async function post(
  unit: CoreUnit,
  rules: PostRules,
  command: PostCommand,
  fresh: FreshKeys | null,
): Promise<KeyResult> {
  const { accountId, idempotency } = command;
  if (idempotency === null) return create(unit, rules, command, fresh);
  const earlier = await claimKey(unit, accountId, idempotency.key, idempotency.hash);
  if (earlier !== null) return earlier;
  const result = await create(unit, rules, command, fresh);
  await keepResult(unit, accountId, idempotency.key, result);
  return result;
}

async function create(
  unit: CoreUnit,
  rules: PostRules,
  { accountId, applicationId, input }: PostCommand,
  fresh: FreshKeys | null,
): Promise<KeyResult> {
  const author = await authorById(unit.db, accountId);
  if (author === undefined || author.state !== 'active') throw new AppError('account_suspended');
  const content = readContent(input, {
    sensitive: author.default_sensitive === 1,
    language: author.default_language,
  });
  checkContent(content, input.mediaIds.length);
  const visibility = readVisibility(input.visibility, author.default_privacy);
  const parent = await parentOf(unit, accountId, input.inReplyToId);
  const rows = await attachable(unit.db, accountId, input.mediaIds);
  if (input.allowedMentions !== null) {
    await checkMentions(unit, rules, accountId, content.text, input.allowedMentions);
  }
  const waits = parent.submission !== null || (await mustWait(unit.db, rules.startMode, author, visibility));
  if (waits) {
    const about = {
      account_id: accountId,
      visibility,
      in_reply_to_id: parent.status?.id ?? null,
      parent_submission_id: parent.submission?.id ?? null,
      edit_of_id: null,
      edit_base_version: null,
      application_id: applicationId,
    };
    const id = await submit(unit, about, { content, rows, media: rows.map(asProposed) });
    return { kind: 'submission', id };
  }
  const status = await publish(unit, rules, {
    accountId,
    content,
    visibility,
    parent: parent.status,
    applicationId,
    hasMedia: rows.length > 0,
    submissionId: null,
  });
  await attachToStatus(unit, status.id, rows, rows.map(asProposed), fresh);
  return { kind: 'status', id: status.id };
}

interface Parent {
  status: StatusRow | null;
  /** One's own post that waits itself. */
  submission: SubmissionRow | null;
}

async function parentOf(unit: CoreUnit, accountId: number, id: number | null): Promise<Parent> {
  if (id === null) return { status: null, submission: null };
  const found = await findTarget(unit.db, accountId, id);
  if (found === null) {
    throw new AppError('invalid', {
      text: 'The status you are trying to reply to does not appear to exist.',
    });
  }
  return isTarget(found) ? { status: found.post, submission: null } : { status: null, submission: found };
}

/** The accounts in `extra` are ids here; the route dresses them. @throws AppError `invalid` */
async function checkMentions(
  unit: CoreUnit,
  rules: PostRules,
  accountId: number,
  text: string,
  allowed: readonly number[],
): Promise<void> {
  const { mentions } = await partsOf(unit.db, accountId, text, rules.publicUrl);
  const unexpected = mentions.filter((id) => !allowed.includes(id));
  if (unexpected.length === 0) return;
  throw new AppError('invalid', {
    text: 'Post would be sent to unexpected accounts',
    extra: { unexpected_accounts: unexpected },
  });
}
