import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Check } from 'typebox/value';
import * as all from './all.ts';
import type { Account, MovedAccount } from './index.ts';
import { AdminSubmission, ApiError, entitiesByName, Status, Submission } from './index.ts';

const at = '2024-02-29T12:00:00.000Z';

const account: MovedAccount = {
  id: '1',
  username: 'ada',
  acct: 'ada',
  url: null,
  uri: 'http://localhost:3000/users/ada',
  display_name: '',
  note: '',
  avatar: '',
  avatar_static: '',
  avatar_description: '',
  header: '',
  header_static: '',
  header_description: '',
  locked: false,
  fields: [],
  emojis: [],
  bot: false,
  group: false,
  discoverable: null,
  indexable: false,
  created_at: at,
  last_status_at: '2024-02-29',
  statuses_count: 1,
  followers_count: 0,
  following_count: 0,
  hide_collections: null,
  show_media: true,
  show_media_replies: true,
  show_featured: true,
  roles: [],
  feature_approval: { automatic: [], manual: [], current_user: 'denied' },
};

const original = {
  id: '2',
  uri: 'http://localhost:3000/@ada/2',
  created_at: at,
  account,
  content: '<p>hi</p>',
  visibility: 'public' as const,
  sensitive: false,
  spoiler_text: '',
  media_attachments: [],
  mentions: [],
  tags: [],
  emojis: [],
  reblogs_count: 0,
  favourites_count: 0,
  quotes_count: 0,
  replies_count: 0,
  url: null,
  in_reply_to_id: null,
  in_reply_to_account_id: null,
  poll: null,
  card: null,
  language: null,
  text: null,
  edited_at: null,
  quote_approval: { automatic: [], manual: [], current_user: 'denied' as const },
  tagged_collections: [],
  quote: null,
  reblog: null,
};

const approval = {
  submission_id: '2',
  state: 'pending' as const,
  version: 1,
  submitted_at: at,
  decided_at: null,
  reason_code: null,
  reason: null,
};

describe('recursion is cut where the rules say', () => {
  test('a boost holds a post, and that no further one', () => {
    const boost: Status = { ...original, id: '3', reblog: original };
    assert.ok(Check(Status, boost));
    assert.ok(!Check(Status, { ...boost, reblog: boost }));
  });

  test('an account that moved holds the account it moved to, and that no further one', () => {
    const moved: Account = { ...account, id: '9', moved: account };
    assert.ok(Check(Status, { ...original, account: moved }));
    assert.ok(!Check(Status, { ...original, account: { ...account, moved } }));
  });
});

describe('submissions', () => {
  test('fit wherever a Status is read', () => {
    const submission: Submission = { ...original, approval };
    const status: Status = submission;
    assert.ok(Check(Submission, status) && Check(Status, status));
  });

  test('always have their approval', () => {
    assert.ok(!Check(Submission, original));
    assert.ok(Check(AdminSubmission, { ...original, approval, thread: [original] }));
  });
});

describe('scalars', () => {
  test('a time has milliseconds and Z', () => {
    for (const created_at of [
      '2024-02-29T12:00:00Z',
      '2024-02-29T12:00:00.000+01:00',
      '2024-02-30T12:00:00.000Z',
      '',
    ]) {
      assert.ok(!Check(Status, { ...original, created_at }), created_at);
    }
  });
});

describe('entitiesByName', () => {
  test('has every entity once, under the name of its export', () => {
    const titled = Object.entries(all).flatMap(([name, value]) =>
      'title' in value ? [[name, value.title]] : [],
    );
    assert.equal(Object.keys(entitiesByName).length, titled.length);
    assert.deepEqual(
      titled.filter(([name, title]) => name !== title),
      [['ApiError', 'Error']],
    );
    assert.equal(entitiesByName.Error, ApiError);
  });
});
