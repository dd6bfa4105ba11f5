/** Posts and edits, and the reviewer between them and the public. */
import { dismiss, tell } from './notices.ts';
import type { Answer } from './posting.ts';
import { applyEdit, bury, publish, target } from './posting.ts';
import { maySee } from './rules.ts';
import type { Draft, Key, Name, Post, State, Submission, Visibility } from './state.ts';
import { livePost, newKey } from './state.ts';

function mustWait(state: State, author: Name, visibility: Visibility): boolean {
  const { mode, approvedPosts, includeDirect } = state.policy;
  if (mode === 'off' || (visibility === 'direct' && !includeDirect)) return false;
  const approved = [...state.submissions.values()].filter(
    (one) => one.author === author && one.state === 'approved' && one.edits === null,
  );
  return mode === 'everyone' || approved.length < approvedPosts;
}

/** @param parent a post or boost, or a submission, by its key */
export function post(
  state: State,
  author: Name,
  draft: Draft,
  visibility: Visibility,
  parent: Key | null,
): Answer {
  const waiting = parent === null ? null : pendingOf(state, author, parent);
  const answered =
    parent === null || waiting !== null ? null : target(state, author, published(state, author, parent));
  if (parent !== null && waiting === null && answered === null) return { status: 422 };
  if (waiting === null && !mustWait(state, author, visibility)) {
    return { status: 200, made: publish(state, author, draft, visibility, answered).key };
  }
  const above =
    waiting !== null ? { submission: waiting.key } : answered === null ? null : { post: answered.key };
  return { status: 202, made: submit(state, author, draft, visibility, above, null).key };
}

/** A submission's id goes on meaning, to its author, what became of it. */
export function published(state: State, who: Name, key: Key): Key {
  const submission = state.submissions.get(key);
  if (submission === undefined || submission.author !== who || submission.edits !== null) return key;
  return submission.published ?? key;
}

/** The post of one's own that waits under this id. */
export function pendingOf(state: State, who: Name, key: Key): Submission | null {
  const one = state.submissions.get(key);
  return one?.author === who && one.edits === null && one.state === 'pending' ? one : null;
}

function submit(
  state: State,
  author: Name,
  draft: Draft,
  visibility: Visibility,
  parent: Submission['parent'],
  edits: Submission['edits'],
): Submission {
  const made: Submission = {
    ...{ key: newKey(state), author, draft, visibility, parent, edits },
    ...{ state: 'pending', version: 1, published: null },
  };
  state.submissions.set(made.key, made);
  tellReviewer(state, made);
  return made;
}

/** The notice of an earlier version is as good as one of this. */
function tellReviewer(state: State, { key, version, author }: Submission): void {
  const to = state.reviewer;
  const type = 'admin.submission';
  if (state.notices.some((one) => one.submission === key && one.type === type && !one.dismissed)) return;
  tell(state, { to, type, from: author, submission: key, cause: `submission:${key}:${version}` });
}

function clearReviewer(state: State, key: Key): void {
  dismiss(state, (notice) => notice.submission === key && notice.type === 'admin.submission');
}

export function heldEdit(state: State, post: Key): Submission | undefined {
  return [...state.submissions.values()].find((one) => one.edits?.post === post && one.state === 'pending');
}

export function edit(state: State, who: Name, key: Key, draft: Draft): Answer {
  const waiting = pendingOf(state, who, key);
  if (waiting !== null) {
    revise(state, waiting, draft);
    return { status: 202, made: waiting.key };
  }
  const post = livePost(state, published(state, who, key));
  if (post === null || post.author !== who || post.boosted !== null) return { status: 404 };
  const held = heldEdit(state, post.key);
  if (mustWait(state, who, post.visibility)) return hold(state, post, held, draft);
  if (held !== undefined) withdraw(state, held);
  if (!sameDraft(post.draft, draft)) applyEdit(state, post, draft);
  return { status: 200, made: post.key };
}

function hold(state: State, post: Post, held: Submission | undefined, draft: Draft): Answer {
  if (held === undefined) {
    if (sameDraft(post.draft, draft)) return { status: 200, made: post.key };
    const edits = { post: post.key, version: post.version };
    const made = submit(state, post.author, draft, post.visibility, null, edits);
    return { status: 202, made: post.key, held: made.key };
  }
  if (!sameDraft(held.draft, draft)) revise(state, held, draft);
  return { status: 202, made: post.key, held: held.key };
}

function sameDraft(one: Draft, other: Draft): boolean {
  return one.text === other.text && one.warning === other.warning && one.language === other.language;
}

function revise(state: State, submission: Submission, draft: Draft): void {
  if (submission.state === 'pending' && sameDraft(submission.draft, draft)) return;
  submission.draft = draft;
  submission.version += 1;
  submission.state = 'pending';
  tellReviewer(state, submission);
}

/** PUT of a submission: also one that was rejected waits again. */
export function reviseSubmission(state: State, who: Name, key: Key, draft: Draft): Answer {
  const one = state.submissions.get(key);
  if (one === undefined || one.author !== who) return { status: 404 };
  if (one.state === 'approved' || one.state === 'withdrawn') return { status: 409 };
  if (one.edits !== null) {
    const post = livePost(state, one.edits.post);
    const other = heldEdit(state, one.edits.post);
    if (post === null || (other !== undefined && other !== one)) return { status: 409 };
    one.edits = { post: post.key, version: post.version };
  }
  revise(state, one, draft);
  return { status: 200 };
}

function withdraw(state: State, submission: Submission): void {
  submission.state = 'withdrawn';
  clearReviewer(state, submission.key);
}

export function withdrawSubmission(state: State, who: Name, key: Key): Answer {
  const one = state.submissions.get(key);
  if (one === undefined || one.author !== who) return { status: 404 };
  if (one.state === 'approved') return { status: 409 };
  if (one.state !== 'withdrawn') withdraw(state, one);
  return { status: 200 };
}

/** DELETE of a status: takes a post away with the edit that waits, or a pending one back. */
export function remove(state: State, who: Name, key: Key): Answer {
  const waiting = pendingOf(state, who, key);
  if (waiting !== null) {
    withdraw(state, waiting);
    return { status: 200 };
  }
  const post = livePost(state, published(state, who, key));
  if (post === null || post.author !== who) return { status: 404 };
  const held = heldEdit(state, post.key);
  if (held !== undefined) withdraw(state, held);
  // A boost of what can no longer be seen goes, but cannot be shown once more.
  const known = target(state, who, post.key) !== null;
  bury(state, post);
  return { status: known ? 200 : 404 };
}

export function reject(state: State, key: Key, version: number): Answer {
  const one = state.submissions.get(key);
  if (one === undefined) return { status: 404 };
  if (one.state !== 'pending' || one.version !== version) return { status: 409 };
  one.state = 'rejected';
  decided(state, one);
  return { status: 200 };
}

/** `made`: the post that it became. */
export function approve(state: State, key: Key, version: number): Answer {
  const one = state.submissions.get(key);
  if (one === undefined) return { status: 404 };
  if (one.state !== 'pending' || one.version !== version) return { status: 409 };
  const made = one.edits === null ? approvePost(state, one) : approveEdit(state, one, one.edits);
  if (made === null) return { status: 409 };
  one.state = 'approved';
  one.published = made;
  decided(state, one);
  return { status: 200, made };
}

function approvePost(state: State, one: Submission): Key | null {
  const parent = one.parent === null ? null : parentOf(state, one.parent);
  if (one.parent !== null && (parent === null || !maySee(state, one.author, parent))) return null;
  return publish(state, one.author, one.draft, one.visibility, parent).key;
}

function parentOf(state: State, parent: { post: Key } | { submission: Key }): Post | null {
  if ('post' in parent) return livePost(state, parent.post);
  const above = state.submissions.get(parent.submission);
  return above?.state === 'approved' ? livePost(state, above.published) : null;
}

function approveEdit(state: State, one: Submission, edits: { post: Key; version: number }): Key | null {
  const post = livePost(state, edits.post);
  if (post === null || post.version !== edits.version) return null;
  applyEdit(state, post, one.draft);
  return post.key;
}

function decided(state: State, { key, author, version, state: how }: Submission): void {
  clearReviewer(state, key);
  const type = `submission.${how}`;
  tell(state, { to: author, type, from: author, submission: key, cause: `${how}:${key}:${version}` });
}
