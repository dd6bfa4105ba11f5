/** What is wrong in words, and what to do about it. */
import { useLanguage } from '../texts/index.ts';
import { Coded } from './coded.tsx';
import { share, size, time } from './numbers.ts';
import css from './problem-list.module.css';
import type { Problem } from './problems.ts';
import { LevelIcon } from './summary.tsx';
import type { StatusTexts } from './words.ts';
import { useStatusTexts } from './words.ts';

export function ProblemList({ problems, services }: { problems: readonly Problem[]; services: number }) {
  const words = useStatusTexts();
  const language = useLanguage();
  if (problems.length === 0) return null;
  return (
    <section className="card" aria-labelledby="status-problems">
      <h2 id="status-problems">{words.problems}</h2>
      <ul className={css.problems}>
        {problems.map((problem) => {
          const { name, means, todo } = said(problem, words, language);
          const seen = problem.kind === 'part' ? problem : null;
          return (
            <li key={name} className={css.problem}>
              <LevelIcon level={problem.level} size={22} />
              <div className={css.said}>
                <h3>{name}</h3>
                <p>{means}</p>
                <p>
                  <strong>{words.toDo}:</strong> <Coded text={todo} />
                </p>
                {seen === null || (seen.detail === null && seen.services.length === services) ? null : (
                  <p className="fine">
                    {seen.detail === null ? null : <span dir="auto">{seen.detail}</span>}
                    {seen.services.length === services ? null : (
                      <> ({words.from(seen.services.join(', '))})</>
                    )}
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function said(problem: Problem, words: StatusTexts, language: string) {
  switch (problem.kind) {
    case 'away':
      return { name: words.away(problem.service), means: words.awayMeans, todo: words.awayDo };
    case 'part': {
      const { means, todo } = partWords(problem.part, words);
      return { name: partName(problem.part, words), means, todo };
    }
    case 'disk':
      return { ...words.disk, name: words.disk.name(size(problem.free, language)) };
    case 'timelines':
      return words.wrongTimelines;
    case 'failures':
      return { ...words.failures, name: words.failures.name(share(problem.share, language)) };
    case 'behind':
      return { ...words.behind, name: words.behind.name(time(problem.seconds, language)) };
  }
}

const EVENTS = 'events.';

function partWords(part: string, words: StatusTexts): { means: string; todo: string } {
  if (part.startsWith(EVENTS)) return words.events;
  return words.parts[part] ?? words.otherPart;
}

export function partName(part: string, words: StatusTexts): string {
  if (part.startsWith(EVENTS)) return words.events.name(part.slice(EVENTS.length));
  return words.parts[part]?.name ?? part;
}
