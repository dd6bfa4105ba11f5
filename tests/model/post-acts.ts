/** Acts on posts, and the author's side of approval. */
import type { Act } from './act.ts';
import { meant } from './act.ts';
import * as approval from './approval.ts';
import type {
  BoostOperation,
  MarkOperation,
  PostOperation,
  SubmissionOperation,
  Wording,
  WriteOperation,
} from './operations.ts';
import type { Answer } from './posting.ts';
import * as posting from './posting.ts';
import { beforeBoost, beforeEdit, beforePost } from './races.ts';
import type { Draft, Key, Name } from './state.ts';
import { newestFirst } from './state.ts';
import { bodyOf, chosen, draftOf } from './wording.ts';
import type { World } from './world.ts';
import { statusId } from './world.ts';

export async function postAct(world: World, operation: PostOperation): Promise<Act | null> {
  const who = chosen([...world.state.people.keys()], operation.who);
  if (operation.do === 'post') return write(world, who, operation, null);
  if (operation.do === 'revise' || operation.do === 'withdraw') return submissionAct(world, who, operation);
  const key = pickThing(world, who, operation);
  if (key === null) return null;
  switch (operation.do) {
    case 'edit':
      return edit(world, who, key, operation.wording);
    case 'delete':
      return remove(world, who, key);
    case 'reply':
      return write(world, who, operation, key);
    case 'boost':
      return boost(world, who, key, operation);
    default:
      return mark(world, who, key, operation);
  }
}

type OnThing = Exclude<PostOperation, SubmissionOperation | { do: 'post' }>;

/** A post, boost or submission; of one's own to change it, else one that may be seen; or any, deleted ones too. */
function pickThing(world: World, who: Name, { do: what, pick, blind }: OnThing): Key | null {
  const all = newestFirst([...world.state.posts.values(), ...newPosts(world)]);
  const changes = what === 'edit' || what === 'delete';
  const fit = all.filter(({ key, author }) => {
    const seen = posting.target(world.state, who, meant(world, who, key)) !== null;
    const waits = approval.pendingOf(world.state, who, key) !== null;
    if (what === 'edit' && world.state.posts.get(key)?.boosted != null) return false;
    return changes ? author === who && (seen || waits) : seen || (waits && what === 'reply');
  });
  const things = blind ? all : fit;
  return things.length === 0 ? null : chosen(things, pick).key;
}

function newPosts(world: World) {
  return [...world.state.submissions.values()].filter((one) => one.edits === null);
}

function authorOf(world: World, key: Key): Name | null {
  const post = world.state.posts.get(key);
  const inner = post?.boosted == null ? post : world.state.posts.get(post.boosted);
  return (inner ?? world.state.submissions.get(key))?.author ?? null;
}

async function write(world: World, who: Name, operation: WriteOperation, parent: Key | null): Promise<Act> {
  const { wording, visibility } = operation;
  const greeted =
    operation.do === 'reply' && operation.greet && parent !== null ? authorOf(world, parent) : null;
  const draft = draftOf(world, wording, greeted);
  await beforePost(world, who);
  const answers = parent === null ? {} : { in_reply_to_id: statusId(world, parent) };
  return {
    ...{ who, method: 'POST', path: '/api/v1/statuses', body: { ...bodyOf(draft), visibility, ...answers } },
    says: `${visibility} post "${draft.text}"${parent === null ? '' : ` in answer to ${parent}`}`,
    expect: () => approval.post(world.state, who, draft, visibility, parent),
  };
}

async function edit(world: World, who: Name, key: Key, wording: Wording | null): Promise<Act> {
  const thing = world.state.posts.get(meant(world, who, key)) ?? world.state.submissions.get(key);
  const draft =
    wording === null || thing === undefined ? draftOr(world, thing?.draft) : draftOf(world, wording);
  await beforeEdit(world, meant(world, who, key));
  return {
    ...{ who, method: 'PUT', path: `/api/v1/statuses/${statusId(world, key)}`, body: bodyOf(draft) },
    says: `edit ${key} to "${draft.text}"`,
    expect: () => approval.edit(world.state, who, key, draft),
  };
}

/** The same words again; a boost has none. */
function draftOr(world: World, draft: Draft | undefined): Draft {
  const empty = draft === undefined || draft.text === '';
  return empty ? draftOf(world, { words: [], names: [], tags: [], warned: false, language: 'en' }) : draft;
}

async function remove(world: World, who: Name, key: Key): Promise<Act> {
  const inner = world.state.posts.get(meant(world, who, key))?.boosted ?? null;
  if (inner !== null) await beforeBoost(world, inner);
  return {
    ...{ who, method: 'DELETE', path: `/api/v1/statuses/${statusId(world, key)}`, says: `delete ${key}` },
    expect: () => approval.remove(world.state, who, key),
  };
}

/** What waits can be read and changed by its author, and nothing else can be done with it. */
function unlessPending(world: World, who: Name, key: Key, answer: (key: Key) => Answer): Answer {
  return approval.pendingOf(world.state, who, key) === null
    ? answer(meant(world, who, key))
    : { status: 422 };
}

async function boost(world: World, who: Name, key: Key, { visibility }: BoostOperation): Promise<Act> {
  const named = meant(world, who, key);
  await beforeBoost(world, world.state.posts.get(named)?.boosted ?? named);
  return {
    ...{ who, method: 'POST', path: `/api/v1/statuses/${statusId(world, key)}/reblog`, body: { visibility } },
    says: `boost ${key}, ${visibility}`,
    expect: () => unlessPending(world, who, key, (post) => posting.boost(world.state, who, post, visibility)),
  };
}

const verbs = {
  unboost: ['unreblog', posting.unboost],
  favourite: ['favourite', posting.favourite],
  bookmark: ['bookmark', posting.bookmark],
  unfavourite: ['unfavourite', posting.unfavourite],
  unbookmark: ['unbookmark', posting.unbookmark],
} as const;

async function mark(world: World, who: Name, key: Key, operation: MarkOperation): Promise<Act> {
  const [verb, expect] = verbs[operation.do];
  const named = meant(world, who, key);
  if (verb === 'unreblog') await beforeBoost(world, world.state.posts.get(named)?.boosted ?? named);
  return {
    ...{
      who,
      method: 'POST',
      path: `/api/v1/statuses/${statusId(world, key)}/${verb}`,
      says: `${verb} ${key}`,
    },
    expect: () => unlessPending(world, who, key, (post) => expect(world.state, who, post)),
  };
}

function submissionAct(world: World, who: Name, operation: SubmissionOperation): Act | null {
  const all = newestFirst([...world.state.submissions.values()]);
  const some = operation.blind ? all : all.filter((one) => one.author === who);
  if (some.length === 0) return null;
  const one = chosen(some, operation.pick);
  const path = `/api/v1/submissions/${statusId(world, one.key)}`;
  if (operation.do === 'withdraw') {
    const expect = () => approval.withdrawSubmission(world.state, who, one.key);
    return { who, method: 'DELETE', path, says: `withdraw ${one.key}`, expect };
  }
  const draft = operation.wording === null ? draftOr(world, one.draft) : draftOf(world, operation.wording);
  return {
    ...{ who, method: 'PUT', path, body: bodyOf(draft), says: `revise ${one.key} to "${draft.text}"` },
    expect: () => approval.reviseSubmission(world.state, who, one.key, draft),
  };
}
