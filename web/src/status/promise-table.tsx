/** How long posts took on their way, as it was promised to be short. */
import { useLanguage } from '../texts/index.ts';
import { count, time } from './numbers.ts';
import type { Kept, KeptPromise } from './status.ts';
import css from './tables.module.css';
import { useStatusTexts } from './words.ts';

export function PromiseTable({ promises }: { promises: readonly KeptPromise[] }) {
  const words = useStatusTexts();
  const posted = promises.filter(({ origin }) => origin === 'posted');
  const approved = promises.filter(({ origin }) => origin === 'approved');
  return (
    <section className="card" aria-labelledby="status-promises">
      <h2 id="status-promises">{words.promises}</h2>
      {promises.length === 0 ? <p className={css.none}>{words.promisesNone}</p> : null}
      {posted.length === 0 ? null : <Ways label={words.promises} ways={posted} />}
      {approved.length === 0 ? null : (
        <>
          <h3 className={css.between}>{words.approved}</h3>
          <Ways label={words.approved} ways={approved} />
        </>
      )}
      {promises.length === 0 ? null : <p className="fine">{words.halfHint}</p>}
    </section>
  );
}

function Ways({ label, ways }: { label: string; ways: readonly KeptPromise[] }) {
  const words = useStatusTexts();
  return (
    <div className={css.wide}>
      <table className={css.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {words.way}
            </th>
            {[words.lastHour, words.lastDay].map((span) => (
              <th key={span} scope="colgroup" colSpan={2} className={css.group}>
                {span}
              </th>
            ))}
            <th scope="col" rowSpan={2} className={css.number}>
              {words.deliveries}
            </th>
          </tr>
          <tr>
            {[words.lastHour, words.lastDay].flatMap((span) =>
              [words.half, words.most].map((which) => (
                <th key={`${span} ${which}`} scope="col" className={css.number}>
                  {which}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {ways.map(({ to, hour, day }) => (
            <tr key={to}>
              <th scope="row">{words.ways[to] ?? to}</th>
              <Quantiles kept={hour} />
              <Quantiles kept={day} />
              <Posts kept={day} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Quantiles({ kept: { p50, p99 } }: { kept: Kept }) {
  const language = useLanguage();
  const said = (seconds: number | null) => (seconds === null ? '–' : time(seconds, language));
  return (
    <>
      <td className={css.number}>{said(p50)}</td>
      <td className={css.number}>{said(p99)}</td>
    </>
  );
}

function Posts({ kept }: { kept: Kept }) {
  const language = useLanguage();
  return <td className={css.number}>{count(kept.count, language)}</td>;
}
