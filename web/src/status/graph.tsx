/** One line over the last day, with its newest and its highest value in words. */
import { useLanguage } from '../texts/index.ts';
import { curveOf } from './curve.ts';
import css from './day.module.css';
import { clock } from './numbers.ts';
import type { Point } from './status.ts';
import { useStatusTexts } from './words.ts';

const HEIGHT = 40;

interface Props {
  title: string;
  points: readonly Point[];
  of(point: Point): number | null;
  said(value: number): string;
  /** Drawn over it in another colour, on the same scale. */
  also?(point: Point): number | null;
  alsoSaid?: string | null;
}

export function Graph({ title, points, of, said, also, alsoSaid = null }: Props) {
  const words = useStatusTexts();
  const language = useLanguage();
  const curve = curveOf(points.map(of), HEIGHT);
  const second = also === undefined ? null : curveOf(points.map(also), 1);
  const top = curve.top;
  const at = clock(points[top?.place ?? 0]?.at ?? '', language);
  const now = curve.now === null ? words.unknown : said(curve.now);
  const sentence = top === null ? words.graphEmpty(title) : words.graphSays(title, now, said(top.value), at);
  const scaled =
    second === null || top === null || top.value === 0 ? null : points.map((point) => also?.(point) ?? null);
  return (
    <figure className={css.graph}>
      <figcaption className={css.caption}>
        <span className={css.name}>{title}</span>
        <strong className={css.now}>{curve.now === null ? '–' : said(curve.now)}</strong>
      </figcaption>
      <svg
        className={css.drawing}
        viewBox={`0 -1 ${points.length} ${HEIGHT + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={sentence}
      >
        <path className={css.area} d={curve.area} />
        <path className={css.line} d={curve.line} />
        {scaled === null ? null : <path className={css.bad} d={overlay(scaled, top?.value ?? 1)} />}
      </svg>
      <p className={css.top}>
        {top === null || top.value === 0 ? '\u00a0' : words.graphTop(said(top.value), at)}
        {alsoSaid === null ? null : <span className={css.also}> · {alsoSaid}</span>}
      </p>
    </figure>
  );
}

/** Bars where there was any, never too small to be seen. */
function overlay(values: readonly (number | null)[], most: number): string {
  return values
    .flatMap((value, place) => {
      if (value === null || value === 0) return [];
      const height = Math.max(4, (value / most) * HEIGHT);
      return [`M${place} ${HEIGHT}v${-height}h1v${height}Z`];
    })
    .join('');
}
