/** The last day: how it was, in lines, and the same as a table. */
import { useLanguage } from '../texts/index.ts';
import { knownSoFar, stretchesOf } from './curve.ts';
import css from './day.module.css';
import { DayTable } from './day-table.tsx';
import { Graph } from './graph.tsx';
import { clock, count, share, size, time } from './numbers.ts';
import type { FullStatus, Level, Point } from './status.ts';
import { useStatusTexts } from './words.ts';

export function Day({ history: { points, step } }: { history: FullStatus['history'] }) {
  const words = useStatusTexts();
  const language = useLanguage();
  const { graphs } = words;
  const known = points.some(({ status }) => status !== null);
  const errors = points.reduce((sum, point) => sum + (point.errors ?? 0), 0);
  const numbers = (value: number) => count(value, language);
  const times = (value: number) => time(value, language);
  return (
    <section className="card" aria-labelledby="status-day">
      <h2 id="status-day">{words.day}</h2>
      {known ? null : <p className={css.empty}>{words.dayEmpty}</p>}
      {!known ? null : (
        <>
          <States points={knownSoFar(points)} step={step} />
          <div className={css.graphs}>
            <Graph
              title={graphs.requests}
              points={points}
              of={(point) => point.requests}
              said={numbers}
              also={(point) => point.errors}
              alsoSaid={errors === 0 ? null : words.errors(errors)}
            />
            <Graph title={graphs.p99} points={points} of={(point) => point.p99} said={times} />
            <Graph
              title={graphs.deliveredP99}
              points={points}
              of={(point) => point.deliveredP99}
              said={times}
            />
            <Graph title={graphs.sockets} points={points} of={(point) => point.sockets} said={numbers} />
            <Graph title={graphs.lagEvents} points={points} of={(point) => point.lagEvents} said={numbers} />
            <Graph title={graphs.waiting} points={points} of={(point) => point.waiting} said={numbers} />
            <Graph
              title={graphs.memory}
              points={points}
              of={(point) => point.memory}
              said={(value) => size(value, language)}
            />
            <Graph
              title={graphs.busy}
              points={points}
              of={(point) => point.busy}
              said={(value) => share(value, language)}
            />
          </div>
          <DayTable points={points} step={step} />
        </>
      )}
    </section>
  );
}

/** A strip with a piece for each stretch of the day. */
function States({ points, step }: { points: readonly Point[]; step: number }) {
  const words = useStatusTexts();
  const language = useLanguage();
  const kinds: readonly (Level | null)[] = ['ok', 'degraded', 'down', null];
  const sentence = kinds
    .flatMap((kind) => {
      const seconds = points.filter(({ status }) => status === kind).length * step;
      return seconds === 0 ? [] : [words.states[kind ?? 'off'](time(seconds, language))];
    })
    .join(', ');
  return (
    <div className={css.states}>
      <svg
        className={css.strip}
        viewBox={`0 0 ${points.length} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${words.statesTitle}: ${sentence}`}
      >
        {stretchesOf(points).map(({ level, from, points: width }) => (
          <rect
            key={from}
            className={css.stretch}
            data-level={level ?? 'off'}
            x={from}
            y={level === 'down' ? 0 : level === null ? 7 : 2}
            width={width}
            height={level === 'down' ? 10 : level === null ? 1 : 6}
          />
        ))}
      </svg>
      <div className={css.ends} aria-hidden="true">
        <span>{clock(points[0]?.at ?? '', language)}</span>
        <span>{words.now}</span>
      </div>
      <p className={css.top}>{sentence}</p>
    </div>
  );
}
