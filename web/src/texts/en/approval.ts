import { review } from './review.ts';

const reasons = {
  spam: 'Spam',
  off_topic: 'Off topic',
  rules: 'Against the rules',
  duplicate: 'Said already',
  other: 'Other',
};

const withReason = (said: string) => (why: string | null) => (why === null ? `${said}.` : `${said}: ${why}`);

export const approval = {
  ...review,
  reasons,
  undo: 'Undo',
  line: {
    pending: 'Waits for approval. Only you and the reviewers see it.',
    editPending: 'Your edit waits for approval. Others read the text as it was before.',
    approved: 'Approved and published.',
    rejected: withReason('Not accepted'),
    editRejected: withReason('Your edit was not accepted'),
    withdrawn: 'Withdrawn.',
    revise: 'Revise',
    resend: 'Send again',
    resent: 'Sent again. It waits for approval.',
    withdraw: 'Withdraw',
  },
  news: {
    approved: 'Your post was approved and is published.',
    rejected: withReason('Your post was not accepted'),
  },
  own: {
    title: 'Waiting for approval',
    states: 'Posts by state',
    pending: 'Waiting',
    rejected: 'Not accepted',
    withdrawn: 'Withdrawn',
    approved: 'Published',
    lead: 'Some posts are read by a reviewer before they are published. Here you see how yours stand.',
    empty: {
      pending: 'Nothing of yours is waiting.',
      rejected: 'Everything of yours was accepted so far.',
      withdrawn: 'You have withdrawn nothing.',
      approved: 'Nothing of yours went through approval yet.',
    },
    item: (name: string) => `Post by ${name}`,
    withdrawnText: 'What you withdraw is not kept.',
    openPublished: 'See the published post',
  },
};
