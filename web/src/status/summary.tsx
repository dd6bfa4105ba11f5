/** In one look: whether all is well, and what people can do. */
import type { LucideIcon } from 'lucide-react';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useLanguage } from '../texts/index.ts';
import { clock } from './numbers.ts';
import type { Ability, Level, PublicStatus } from './status.ts';
import { abilities } from './status.ts';
import css from './summary.module.css';
import { useStatusTexts } from './words.ts';

const icons: Record<Level, LucideIcon> = { ok: CircleCheck, degraded: TriangleAlert, down: CircleAlert };

export function LevelIcon({ level, size = 20 }: { level: Level; size?: number }) {
  const Icon = icons[level];
  return <Icon aria-hidden="true" size={size} className={css.icon} data-level={level} />;
}

/** @param stale the server does not answer any more: this is what it said last */
export function Summary({ status, stale }: { status: PublicStatus; stale: boolean }) {
  const words = useStatusTexts();
  const language = useLanguage();
  const at = clock(status.at, language);
  return (
    <section className={`card ${css.summary}`} data-level={status.status} aria-labelledby="status-summary">
      <h2 id="status-summary" className={css.headline}>
        <LevelIcon level={status.status} size={30} /> {words.summary[status.status]}
      </h2>
      {stale ? (
        <p className="error" role="alert">
          {words.stale(at)}
        </p>
      ) : (
        <p className={css.at}>{words.asOf(at)}</p>
      )}
      <ul className={css.abilities} aria-label={words.works}>
        {worstFirst(status.abilities).map((name) => (
          <li key={name} className={css.ability} data-level={status.abilities[name]}>
            <LevelIcon level={status.abilities[name]} />
            <span>
              <strong>{words.abilities[name]}</strong>{' '}
              <span className={status.abilities[name] === 'ok' ? 'unseen' : undefined}>
                {words.levels[status.abilities[name]]}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What does not work is said first, and in words. */
function worstFirst(of: PublicStatus['abilities']): Ability[] {
  const rank: readonly Level[] = ['down', 'degraded', 'ok'];
  return abilities.toSorted((a, b) => rank.indexOf(of[a]) - rank.indexOf(of[b]));
}
