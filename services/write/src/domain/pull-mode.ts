/** Share of the limit below which an author is pushed again: without the gap, one follower would flip the mode to and fro. */
const BACK_BELOW = 0.8;

/** Whether an author's new post is pulled by readers rather than pushed. `last`: the mode of the author's last post. */
export function isPulled(followers: number, limit: number, last: boolean): boolean {
  if (followers > limit) return true;
  return last && followers >= limit * BACK_BELOW;
}
