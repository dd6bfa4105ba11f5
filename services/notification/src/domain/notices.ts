/** Who is told of what. `cause` makes each notification once per recipient. Nobody is told of their own acts. */
import type { EventData } from '@fanfare/contracts/events';

export interface Notice {
  accountId: number;
  type: string;
  fromAccountId: number;
  statusId: number | null;
  submissionId: number | null;
  cause: string;
}

type StatusData = EventData<'status.edited'>;

/** A status mentions them; whoever answers somebody mentions them too. */
export function mentionNotices(status: StatusData): Notice[] {
  return toEach(status.mentions, 'mention', status, `mention:${status.status_id}`);
}

export function reblogNotices(status: StatusData): Notice[] {
  if (status.reblog_of_account_id === null) return [];
  return toEach([status.reblog_of_account_id], 'reblog', status, `reblog:${status.status_id}`);
}

/** Whether followers who asked for it are told: a post or an answer to oneself, not a boost, not a direct one. */
export function tellsFollowers(status: StatusData): boolean {
  const answersOthers = status.in_reply_to_id !== null && status.in_reply_to_account_id !== status.account_id;
  return status.reblog_of_id === null && !answersOthers && status.visibility !== 'direct';
}

/** Those mentioned hear of it as a mention only. */
export function followerNotices(status: StatusData, followers: readonly number[]): Notice[] {
  const others = followers.filter((account) => !status.mentions.includes(account));
  return toEach(others, 'status', status, `status:${status.status_id}`);
}

/** A post that they boosted was edited. */
export function updateNotices(status: StatusData, boosters: readonly number[]): Notice[] {
  return toEach(boosters, 'update', status, `update:${status.status_id}:${status.version}`);
}

export function favouriteNotice(data: EventData<'status.favourited'>): Notice {
  return {
    accountId: data.author_id,
    type: 'favourite',
    fromAccountId: data.account_id,
    statusId: data.status_id,
    submissionId: null,
    cause: `favourite:${data.favourite_id}`,
  };
}

export function followNotice(type: 'follow' | 'follow_request', data: EventData<'follow.created'>): Notice {
  return {
    accountId: data.followee_id,
    type,
    fromAccountId: data.follower_id,
    statusId: null,
    submissionId: null,
    cause: `${type}:${data.follow_id}`,
  };
}

export function reviewerNotices(
  data: EventData<'submission.created'>,
  reviewers: readonly number[],
): Notice[] {
  return reviewers
    .filter((account) => account !== data.account_id)
    .map((accountId) => ({
      accountId,
      type: 'admin.submission',
      fromAccountId: data.account_id,
      statusId: null,
      submissionId: data.submission_id,
      cause: `submission:${data.submission_id}:${data.version}`,
    }));
}

/** Stands in the author's own name: who of the reviewers decided is not the author's to know. */
export function decisionNotice(data: EventData<'submission.decided'>): Notice {
  return {
    accountId: data.account_id,
    type: data.state === 'approved' ? 'submission.approved' : 'submission.rejected',
    fromAccountId: data.account_id,
    statusId: null,
    submissionId: data.submission_id,
    cause: `${data.state}:${data.submission_id}:${data.version}`,
  };
}

/** Twice the version, plus one once that version was decided or withdrawn: rises with whatever happens. */
export function stageOf(data: EventData<'submission.created'>, over: boolean): number {
  return data.version * 2 + (over ? 1 : 0);
}

function toEach(accounts: readonly number[], type: string, status: StatusData, cause: string): Notice[] {
  return [...new Set(accounts)]
    .filter((account) => account !== status.account_id)
    .map((accountId) => ({
      accountId,
      type,
      fromAccountId: status.account_id,
      statusId: status.status_id,
      submissionId: null,
      cause,
    }));
}
