/** Asks servers now, and says in words what is wrong. */
import { errorMessage } from './errors.ts';
import type { Target } from './router.ts';

/**
 * @param question its answer must hold the word
 * @param more what is wrong beside servers that do not answer
 */
export async function answers(
  targets: readonly Target[],
  question: { command: readonly string[]; good: string },
  more: string | null = null,
): Promise<{ ok: boolean; detail: string }> {
  const versions = new Set<string>();
  const wrong = await Promise.all(
    targets.map(async (target) => {
      try {
        const connection = target.reach();
        const answer = String(await connection.send(question.command));
        if (!answer.includes(question.good)) return `Redis at ${target.name} is not ready`;
        const info = String(await connection.send(['INFO', 'server']));
        versions.add(/redis_version:(\S+)/.exec(info)?.[1] ?? 'of an unknown version');
        return null;
      } catch (error) {
        return errorMessage(error);
      }
    }),
  );
  const failures = [...new Set([...wrong, more])].filter((one) => one !== null);
  const names = targets.map(({ name }) => name).join(', ');
  return failures.length === 0
    ? { ok: true, detail: `Redis ${[...versions].join(', ')} at ${names}` }
    : { ok: false, detail: failures.join('; ') };
}
