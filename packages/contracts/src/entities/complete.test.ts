import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { entitiesByName } from './by-name.ts';
import type { Comparison, DocumentedField, JsonSchema } from './compare-with-reference.ts';
import { compare, undocumented } from './compare-with-reference.ts';

interface Documented {
  fields: DocumentedField[];
  extends?: string;
}

const reference = JSON.parse(
  readFileSync(new URL('../../reference/entities.json', import.meta.url), 'utf8'),
) as { entities: Record<string, Documented> };

/** Documented entities that have another name with us, or several schemas because recursion is cut. */
const names: Record<string, string[]> = {
  Account: ['Account', 'MovedAccount'],
  'Account::Field': ['Field'],
  Status: ['Status', 'RebloggedStatus', 'QuotedStatus', 'Submission', 'AdminSubmission'],
};
const titlesOf = (documented: string) => names[documented] ?? [documented.replaceAll('::', '')];

/** Documented, and not answered by any endpoint that exists. */
const notAnswered = new Set(
  `Admin::Account Admin::CanonicalEmailBlock Admin::Cohort Admin::CohortData Admin::Dimension
  Admin::Dimension::Data Admin::DomainAllow Admin::DomainBlock Admin::EmailDomainBlock Admin::Ip
  Admin::IpBlock Admin::Measure Admin::Report Admin::Tag Announcement Announcement::Account
  Announcement::Status AnnualReport AsyncRefresh CollectionWithAccounts Collections Conversation
  DomainBlock FamiliarFollowers FeaturedTag GroupedNotificationsResults
  IdentityProof List NotificationGroup NotificationPolicy NotificationRequest
  PartialAccountWithAvatar PrivacyPolicy Profile Profile::Field Reaction ScheduledStatus Suggestion
  TermsOfService Translation Translation::Attachment Translation::Poll Translation::Poll::Option
  Trends::Link V1::Filter V1::NotificationPolicy WebPushSubscription WrappedAnnualReports
  WrappedCollection WrappedCollectionItem`.split(/\s+/),
);

/** Where we depart from the documents, and why. An exception that is not needed fails the test. */
const exceptions: Record<string, string> = {
  'MovedAccount.moved': 'the target of a move is shown without its own move, so that accounts do not nest',
  'RebloggedStatus.reblog': 'a boost is always of an original post',
  'QuotedStatus.reblog': 'a boost is never quoted, its original is',
  'Submission.reblog': 'a boost has no text of its own and needs no approval',
  'AdminSubmission.reblog': 'a boost has no text of its own and needs no approval',
};

/** Values of ours in documented enums. */
const ownValues: Record<string, Record<string, string[]>> = {
  Notification: { type: ['admin.submission', 'submission.approved', 'submission.rejected'] },
};

/** Members of ours in documented entities. */
const ownMembers: Record<string, string[]> = {
  AdminSubmission: ['approval', 'thread'],
  Error: ['details', 'unexpected_accounts'],
  Notification: ['submission'],
  QuotedStatus: ['approval'],
  RebloggedStatus: ['approval'],
  Status: ['approval'],
  Submission: ['approval'],
  Token: ['refresh_token', 'expires_in'],
  V1Instance: ['max_toot_chars'],
};

function schemaOf(title: string): JsonSchema {
  const schema = entitiesByName[title];
  assert.ok(schema, `there is no entity ${title}`);
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}

function fieldsOf(name: string): DocumentedField[] {
  const entity = reference.entities[name];
  assert.ok(entity, `${name} is not documented`);
  return [...(entity.extends ? fieldsOf(entity.extends) : []), ...entity.fields];
}

function comparisonOf(documented: string, title: string, schema = schemaOf(title)): Comparison {
  return { fields: fieldsOf(documented), schema, titlesOf, ownValues: ownValues[title] ?? {} };
}

const answered = Object.keys(reference.entities).filter((name) => !notAnswered.has(name));

describe('the entities and the documents', () => {
  test('every documented entity is answered or known not to be', () => {
    assert.ok(answered.length >= 40, 'the reference has shrunk');
    const unknown = [...notAnswered].filter((name) => !reference.entities[name]);
    assert.deepEqual(unknown, []);
    const built = [...notAnswered].filter((name) => titlesOf(name).some((title) => entitiesByName[title]));
    assert.deepEqual(built, [], 'these exist now: compare them');
  });

  for (const documented of answered) {
    for (const title of titlesOf(documented)) {
      test(`${title} has every documented field of ${documented}`, () => {
        const problems = compare(comparisonOf(documented, title))
          .filter(([field]) => !exceptions[`${title}.${field}`])
          .map(([field, problem]) => `${title}.${field} ${problem}`);
        assert.deepEqual(problems, []);
      });

      test(`${title} has no undocumented field but our own`, () => {
        assert.deepEqual(
          undocumented(comparisonOf(documented, title)).sort(),
          [...(ownMembers[title] ?? [])].sort(),
        );
      });
    }
  }

  test('every exception is needed', () => {
    const needed = answered.flatMap((documented) =>
      titlesOf(documented).flatMap((title) =>
        compare(comparisonOf(documented, title)).map(([field]) => `${title}.${field}`),
      ),
    );
    assert.deepEqual(
      Object.keys(exceptions).filter((key) => !needed.includes(key)),
      [],
    );
  });
});

describe('the comparison sees', () => {
  const breakages: [
    what: string,
    documented: string,
    change: (properties: Record<string, JsonSchema>, schema: JsonSchema) => void,
    problem: string,
  ][] = [
    ['a field that is missing', 'Status', (properties) => delete properties.card, 'card is missing'],
    [
      'a nested field that is missing',
      'Tag',
      (properties) => delete properties.history?.items?.properties?.day,
      'history[][day] is missing',
    ],
    [
      'a field that may be left out',
      'Relationship',
      (_, schema) => schema.required?.splice(0, 1),
      'id is optional, documented as always present',
    ],
    [
      'a null that is not documented',
      'Account',
      (properties) => {
        properties.note = { anyOf: [{ type: 'string' }, { type: 'null' }] };
      },
      'note may be null, documented as never null',
    ],
    [
      'a null that is not foreseen',
      'Status',
      (properties) => {
        properties.edited_at = { type: 'string' };
      },
      'edited_at is never null, documented as nullable',
    ],
    [
      'another type',
      'Account',
      (properties) => {
        properties.statuses_count = { type: 'string' };
      },
      'statuses_count has another type than Integer',
    ],
    [
      'another entity',
      'Status',
      (properties) => {
        properties.account = { type: 'object', title: 'Role' };
      },
      'account is Role, documented as Account',
    ],
    [
      'no array where one is due',
      'Status',
      (properties) => {
        properties.tags = { type: 'object' };
      },
      'tags is no array, documented as Array of Status::Tag',
    ],
    [
      'an enum value that is missing',
      'Notification',
      (properties) => properties.type?.enum?.splice(0, 1),
      'type lacks the value mention',
    ],
    [
      'an enum value that is not ours',
      'Status',
      (properties) => properties.visibility?.enum?.push('secret'),
      'visibility has the undocumented value secret',
    ],
  ];
  for (const [what, documented, change, problem] of breakages) {
    test(what, () => {
      const schema = schemaOf(documented);
      change(schema.properties ?? {}, schema);
      assert.deepEqual(
        compare(comparisonOf(documented, documented, schema)).map(([field, text]) => `${field} ${text}`),
        [problem],
      );
    });
  }

  test('an undocumented field', () => {
    const schema = schemaOf('Marker');
    Object.assign(schema.properties ?? {}, { secret: { type: 'string' } });
    assert.deepEqual(undocumented(comparisonOf('Marker', 'Marker', schema)), ['secret']);
  });
});
