/** What the lines show, hour by hour, for those who read. */
import { useLanguage } from '../texts/index.ts';
import { hoursOf } from './curve.ts';
import css from './day.module.css';
import { clock, count, share, size, time } from './numbers.ts';
import type { Point } from './status.ts';
import tables from './tables.module.css';
import { useStatusTexts } from './words.ts';

export function DayTable({ points, step }: { points: readonly Point[]; step: number }) {
  const words = useStatusTexts();
  const language = useLanguage();
  const { graphs } = words;
  const numbers = (value: number) => count(value, language);
  const times = (value: number) => time(value, language);
  const columns: readonly [string, (point: Point) => number | null, (value: number) => string][] = [
    [graphs.requests, (point) => point.requests, numbers],
    [graphs.p99, (point) => point.p99, times],
    [graphs.deliveredP99, (point) => point.deliveredP99, times],
    [graphs.sockets, (point) => point.sockets, numbers],
    [graphs.lagEvents, (point) => point.lagEvents, numbers],
    [graphs.waiting, (point) => point.waiting, numbers],
    [graphs.memory, (point) => point.memory, (value) => size(value, language)],
    [graphs.busy, (point) => point.busy, (value) => share(value, language)],
  ];
  return (
    <details className={css.table}>
      <summary>{words.table}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved with the keyboard where it is too wide */}
      <section className={tables.wide} tabIndex={0} aria-label={words.table}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{words.hour}</th>
              <th scope="col">{words.state}</th>
              {columns.map(([name]) => (
                <th key={name} scope="col" className={tables.number}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hoursOf(points, step).map((hour) => (
              <tr key={hour.at}>
                <th scope="row">{clock(hour.at, language)}</th>
                <td>{hour.status === null ? '–' : words.levels[hour.status]}</td>
                {columns.map(([name, of, said]) => {
                  const value = of(hour);
                  return (
                    <td key={name} className={tables.number}>
                      {value === null ? '–' : said(value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
