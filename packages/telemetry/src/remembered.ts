/** What is asked for several metrics at once, or by several who look, is asked once in a while. */

/** In ms. */
const WHILE = 3_000;

/** @param keep in ms @returns the same answer within that time; a failure is not kept */
export function remembered<Answer>(read: () => Promise<Answer>, keep = WHILE): () => Promise<Answer> {
  let last: { at: number; answer: Promise<Answer> } | null = null;
  return () => {
    const now = performance.now();
    if (last !== null && now - last.at < keep) return last.answer;
    const asked = { at: now, answer: read() };
    asked.answer.catch(() => {
      if (last === asked) last = null;
    });
    last = asked;
    return asked.answer;
  };
}
