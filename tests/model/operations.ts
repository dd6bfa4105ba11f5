/** What people may do, as records that fast-check makes and shrinks. Numbers choose among what there is then. */
import fc from 'fast-check';
import type { Mode, Visibility } from './state.ts';

export interface Wording {
  words: number[];
  /** Whom it names: people by number. */
  names: number[];
  tags: number[];
  warned: boolean;
  language: 'en' | 'de';
}

interface By {
  /** A person by number. */
  who: number;
}
interface Between extends By {
  whom: number;
}
interface On extends By {
  /** Counts back from the newest of whatever may be meant. */
  pick: number;
  /** Among all there is, also where it makes no sense for this person: to be refused. */
  blind: boolean;
}
type Each<Kinds extends string, Rest> = Kinds extends string ? { do: Kinds } & Rest : never;

export type FollowOperation = { do: 'follow' } & Between & {
    reblogs?: boolean;
    notify?: boolean;
    languages?: string[];
  };
export type PairOperation =
  | FollowOperation
  | Each<'unfollow' | 'block' | 'unblock' | 'unmute' | 'remove follower', Between>
  | ({ do: 'mute' } & Between & { notifications: boolean; seconds: number });
export type LockOperation = Each<'lock' | 'unlock', By>;
export type AnswerOperation = { do: 'answer request' } & On & { accept: boolean };
export type TieOperation = PairOperation | LockOperation | AnswerOperation;

export type WriteOperation =
  | ({ do: 'post' } & By & { wording: Wording; visibility: Visibility })
  | ({ do: 'reply' } & On & { wording: Wording; visibility: Visibility; greet: boolean });
export type BoostOperation = { do: 'boost' } & On & { visibility: Visibility };
export type MarkOperation = Each<'unboost' | 'favourite' | 'unfavourite' | 'bookmark' | 'unbookmark', On>;
/** Without wording: the same words again. */
export type EditOperation = { do: 'edit' } & On & { wording: Wording | null };
export type SubmissionOperation =
  | ({ do: 'revise' } & On & { wording: Wording | null })
  | ({ do: 'withdraw' } & On);
export type PostOperation =
  | WriteOperation
  | BoostOperation
  | MarkOperation
  | EditOperation
  | ({ do: 'delete' } & On)
  | SubmissionOperation;

export type DecisionOperation = Each<'approve' | 'reject', { pick: number; stale: boolean }>;
export type PolicyOperation = { do: 'policy'; mode: Mode; approvedPosts: number; includeDirect: boolean };

export type WorldOperation =
  | { do: 'register' }
  | { do: 'restart' }
  | { do: 'time'; seconds: number }
  | ({ do: 'clear notifications' } & By)
  | ({ do: 'look' } & By & { settled: boolean });

export type Operation = TieOperation | PostOperation | DecisionOperation | PolicyOperation | WorldOperation;

const blind = fc.nat(5).map((one) => one === 0);
// Mostly the same few people and the newest things, so that what happens touches what happened before.
const who = fc.oneof({ weight: 2, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.nat(6) });
const pick = fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(15) });
const visibility = fc.oneof(
  { arbitrary: fc.constant<Visibility>('public'), weight: 6 },
  { arbitrary: fc.constant<Visibility>('unlisted'), weight: 2 },
  { arbitrary: fc.constant<Visibility>('private'), weight: 3 },
  { arbitrary: fc.constant<Visibility>('direct'), weight: 4 },
);
const language = fc.constantFrom('en' as const, 'de' as const);
const wording = fc.record({
  words: fc.array(fc.nat(3), { maxLength: 2 }),
  names: fc.oneof(
    { arbitrary: fc.constant<number[]>([]), weight: 1 },
    { arbitrary: fc.array(who, { minLength: 1, maxLength: 2 }), weight: 3 },
  ),
  tags: fc.array(fc.nat(1), { maxLength: 1 }),
  warned: fc.boolean(),
  language,
});
const pair = { who, whom: who };

const options = fc.record(
  {
    reblogs: fc.boolean(),
    notify: fc.boolean(),
    languages: fc.oneof(fc.constant<string[]>([]), fc.constant<string[]>(['en'])),
  },
  { requiredKeys: [] },
);
export const follow: fc.Arbitrary<Operation> = fc
  .tuple(fc.record(pair), options)
  .map(([chosen, more]) => ({ do: 'follow', ...chosen, ...more }));

const tie = fc.record({
  do: fc.constantFrom(
    'unfollow' as const,
    'block' as const,
    'unblock' as const,
    'unmute' as const,
    'remove follower' as const,
  ),
  ...pair,
});
const mute = fc.record({
  do: fc.constant('mute' as const),
  ...pair,
  notifications: fc.boolean(),
  seconds: fc.constantFrom(0, 100, 5000),
});
const lock = fc.record({
  do: fc.constantFrom('lock' as const, 'lock' as const, 'lock' as const, 'unlock' as const),
  who,
});
const answer = fc.record({
  do: fc.constant('answer request' as const),
  who,
  pick,
  blind,
  accept: fc.nat(3).map(Boolean),
});
const post = fc.record({ do: fc.constant('post' as const), who, wording, visibility });
const reply = fc.record({
  do: fc.constant('reply' as const),
  ...{ who, pick, blind, wording, visibility, greet: fc.boolean() },
});
const edit = fc.record({
  do: fc.constant('edit' as const),
  ...{ who, pick, blind, wording: fc.option(wording, { freq: 6 }) },
});
const boost = fc.record({ do: fc.constant('boost' as const), who, pick, blind, visibility });
const mark = fc.record({
  do: fc.constantFrom(
    'favourite' as const,
    'favourite' as const,
    'unfavourite' as const,
    'bookmark' as const,
    'unbookmark' as const,
    'unboost' as const,
  ),
  ...{ who, pick, blind },
});
const remove = fc.record({ do: fc.constant('delete' as const), who, pick, blind });
const decide = fc.record({
  do: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'reject' as const),
  ...{ pick: fc.nat(3), stale: fc.nat(9).map((one) => one === 0) },
});
const revise = fc.record({
  do: fc.constant('revise' as const),
  ...{ who, blind, pick: fc.nat(3), wording: fc.option(wording, { freq: 6 }) },
});
const withdraw = fc.record({ do: fc.constant('withdraw' as const), who, blind, pick: fc.nat(3) });
const policy = fc.record({
  do: fc.constant('policy' as const),
  mode: fc.constantFrom<Mode[]>('off', 'new-accounts', 'everyone'),
  approvedPosts: fc.integer({ min: 1, max: 3 }),
  includeDirect: fc.boolean(),
});
const time = fc.record({
  do: fc.constant('time' as const),
  // No sum of these comes near a mute's end or the day of repeated boosts.
  seconds: fc.constantFrom(70, 3000, 36_000, 46_800),
});
const clear = fc.record({ do: fc.constant('clear notifications' as const), who });
const look = fc.record({ do: fc.constant('look' as const), who, settled: fc.boolean() });

const any: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Operation>({ do: 'register' }) },
  { weight: 8, arbitrary: follow },
  { weight: 10, arbitrary: tie },
  { weight: 4, arbitrary: mute },
  { weight: 4, arbitrary: lock },
  { weight: 7, arbitrary: answer },
  { weight: 14, arbitrary: post },
  { weight: 14, arbitrary: reply },
  { weight: 14, arbitrary: edit },
  { weight: 14, arbitrary: boost },
  { weight: 10, arbitrary: mark },
  { weight: 8, arbitrary: remove },
  { weight: 14, arbitrary: decide },
  { weight: 4, arbitrary: revise },
  { weight: 2, arbitrary: withdraw },
  { weight: 2, arbitrary: policy },
  { weight: 3, arbitrary: time },
  { weight: 1, arbitrary: clear },
  { weight: 10, arbitrary: look },
);

/** All who are there at first follow one of them, whose posts are then pulled. */
const fans = fc
  .nat(4)
  .map((star) =>
    [0, 1, 2, 3, 4]
      .filter((one) => one !== star)
      .map((one): Operation => ({ do: 'follow', who: one, whom: one < star ? star - 1 : star })),
  );

const locked = fc
  .subarray([0, 1, 2, 3, 4], { maxLength: 2 })
  .map((people) => people.map((one): Operation => ({ do: 'lock', who: one })));

/** Some people know each other before the rest happens, so that posts have readers; at most one restart. */
export const operations: fc.Arbitrary<Operation[]> = fc
  .tuple(
    locked,
    fc.oneof(fc.constant<Operation[]>([]), fans),
    fc.array(follow, { maxLength: 18, size: 'max' }),
    fc.array(any, { maxLength: 80, size: 'max' }),
    fc.constantFrom<Operation | null>(null, null, null, null, null, { do: 'restart' }),
    fc.array(any, { maxLength: 60, size: 'max' }),
  )
  .map(([closed, star, ties, some, restart, more]) => [
    ...closed,
    ...star,
    ...ties,
    ...some,
    ...(restart === null ? [] : [restart]),
    ...more,
  ]);
