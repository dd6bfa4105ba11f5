/** What home shows of its candidates (DESIGN §8): a pure function of the truth. */
import type { Eyes, StatusFacts } from './facts.ts';
import { isVisible } from './visibility.ts';

/** A boost is hidden by the post, or by another boost of it, that is at most this much older, in ms. */
export const BOOST_WINDOW = 24 * 60 * 60_000;

/** Whether it belongs into this person's home, before boosts of the same post are told apart. */
export function isHomeCandidate(status: StatusFacts, eyes: Eyes): boolean {
  if (eyes.id === null || !isVisible(status, eyes, 'list')) return false;
  const { row } = status;
  if (row.account_id === eyes.id) return true;
  const relation = eyes.relation(row.account_id);
  if (!relation.following) return false;
  if (row.reblog_of_id !== null && !relation.showReblogs) return false;
  if (row.language !== null && relation.languages !== null && !relation.languages.includes(row.language))
    return false;
  return answersSomeoneWanted(status, eyes);
}

/** A reply stays when it answers its own author, the viewer, or somebody the viewer follows. */
function answersSomeoneWanted({ row }: StatusFacts, eyes: Eyes): boolean {
  if (row.in_reply_to_id === null || row.in_reply_to_account_id === null) return true;
  const target = row.in_reply_to_account_id;
  return target === row.account_id || target === eyes.id || eyes.relation(target).following;
}

/** A home candidate as far as boosts go: what it shows and when it came. */
export interface Showing {
  id: number;
  /** The post it shows: itself, or the boosted one. */
  shows: number;
  createdAt: number;
}

export function showingOf({ row }: StatusFacts): Showing {
  return { id: row.id, shows: row.reblog_of_id ?? row.id, createdAt: row.created_at };
}

/** Ids of the boosts that repeat another candidate, hidden or not, of the day before them. */
export function repeatedBoosts(boosts: readonly Showing[], candidates: readonly Showing[]): Set<number> {
  const byPost = Map.groupBy(candidates, (candidate) => candidate.shows);
  const repeated = boosts.filter((boost) =>
    byPost
      .get(boost.shows)
      ?.some((other) => other.id < boost.id && boost.createdAt - other.createdAt <= BOOST_WINDOW),
  );
  return new Set(repeated.map((boost) => boost.id));
}
