/** What was acknowledged, and so must be there; and what nobody knows of yet, which is tried again later. */
import type { Answer } from './client.ts';
import { isUnknown } from './client.ts';

export interface Post {
  /** Stands in its text as a word, and is its Idempotency-Key. */
  readonly key: string;
  /** The author's name. */
  readonly author: string;
  /** Null: not acknowledged yet. */
  id: string | null;
  /** Of the last edit that was asked for; its word stands in the text. */
  edit: number;
  /** Its deletion was asked for. */
  doomed: boolean;
  /** Every change that was asked for is acknowledged. */
  sure: boolean;
  /** The first request was answered: no other of the author was under way. */
  prompt: boolean;
  /** In ms since the epoch. */
  at: number;
  /** Of the posts that it answers. */
  readonly parent: Post | null;
}

export interface Write {
  what: string;
  ask(): Promise<Answer>;
  /** Notes what was acknowledged; false: no such answer was expected. */
  accept(answer: Answer, first: boolean): boolean;
}

export interface Ledger {
  readonly posts: Post[];
  /** `person key`: whether it is a favourite now. */
  readonly favourites: Map<string, boolean>;
  /** `person key` of what was boosted. */
  readonly boosts: Set<string>;
  /** `follower followee`, by name. */
  readonly follows: Map<string, boolean>;
  /** Texts of submissions that were approved, each with its author's name. */
  readonly approved: { author: string; key: string }[];
  readonly unknown: Write[];
  /** Answers that no request should have had. */
  readonly refused: string[];
}

export function newLedger(): Ledger {
  return {
    posts: [],
    favourites: new Map(),
    boosts: new Set(),
    follows: new Map(),
    approved: [],
    unknown: [],
    refused: [],
  };
}

/** False: nobody knows, and it is tried again when all is well. */
export async function attempt(ledger: Ledger, write: Write): Promise<boolean> {
  const answer = await write.ask();
  if (isUnknown(answer)) {
    ledger.unknown.push(write);
    return false;
  }
  note(ledger, write, answer, true);
  return true;
}

/** As a client does once the network is back: the same request, with the same key. */
export async function tryAgain(ledger: Ledger): Promise<void> {
  const again = ledger.unknown.splice(0);
  for (const write of again) {
    const answer = await write.ask();
    if (isUnknown(answer)) ledger.unknown.push(write);
    else note(ledger, write, answer, false);
  }
}

function note(ledger: Ledger, write: Write, answer: Answer, first: boolean): void {
  // Whoever is told 401 logs out; that is counted elsewhere.
  if (!write.accept(answer, first) && answer.status !== 401)
    ledger.refused.push(`${write.what}: ${answer.status} ${answer.text.slice(0, 200)}`);
}

export function textOf(post: Pick<Post, 'key' | 'edit'>): string {
  return `fanfaredrill ${post.key} edit${post.edit}`;
}

/** Which post a text is, and in which form. Null: none of the load. */
export function readText(text: string): { key: string; edit: number } | null {
  const found = /fanfaredrill (\w+) edit(\d+)/.exec(text);
  return found === null ? null : { key: found[1] ?? '', edit: Number(found[2]) };
}

/** May be changed: no answer about it is outstanding. */
export function isSettled(post: Post): post is Post & { id: string } {
  return post.id !== null && post.sure && !post.doomed;
}
