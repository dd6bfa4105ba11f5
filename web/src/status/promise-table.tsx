/** How long posts took on their way, as it was promised to be short. */
import { useLanguage } from '../texts/index.ts';
import { count, time } from './numbers.ts';
import type { Kept, KeptPromise } from './status.ts';
import css from './tables.module.css';
import { useStatusTexts } from './words.ts';

export function PromiseTable({ promises }: { promises: readonly KeptPromise[] }) {
  const words = useStatusTexts();
  const label = `${words.promises}: ${words.lastHour}, ${words.lastDay}`;
  const posted = promises.filter(({ origin }) => origin === 'posted');
  const approved = promises.filter(({ origin }) => origin === 'approved');
  return (
    <section className="card" aria-labelledby="status-promises">
      <h2 id="status-promises">{words.promises}</h2>
      {promises.length === 0 ? (
        <p className={css.none}>{words.promisesNone}</p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved with the keyboard where it is too wide */}
          <section className={css.wide} tabIndex={0} aria-label={label}>
            <table className={css.table}>
              <Head />
              <Ways ways={posted} />
              {approved.length === 0 ? null : <Ways label={words.approved} ways={approved} />}
            </table>
          </section>
          <p className="fine">{words.halfHint}</p>
        </>
      )}
    </section>
  );
}

function Head() {
  const words = useStatusTexts();
  const spans = [words.lastHour, words.lastDay];
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {words.way}
        </th>
        {spans.map((span) => (
          <th key={span} scope="colgroup" colSpan={2} className={css.number}>
            {span}
          </th>
        ))}
        <th scope="col" rowSpan={2} className={css.less}>
          {words.deliveries}
        </th>
      </tr>
      <tr>
        {spans.flatMap((span) =>
          [words.half, words.most].map((which) => (
            <th key={`${span} ${which}`} scope="col" className={css.number}>
              {which}
            </th>
          )),
        )}
      </tr>
    </thead>
  );
}

function Ways({ label, ways }: { label?: string; ways: readonly KeptPromise[] }) {
  const words = useStatusTexts();
  const language = useLanguage();
  return (
    <tbody>
      {label === undefined ? null : (
        <tr>
          <th scope="rowgroup" colSpan={6} className={css.between}>
            {label}
          </th>
        </tr>
      )}
      {ways.map(({ to, hour, day }) => (
        <tr key={to}>
          <th scope="row">{words.ways[to] ?? to}</th>
          <Quantiles kept={hour} />
          <Quantiles kept={day} />
          <td className={css.less}>{count(day.count, language)}</td>
        </tr>
      ))}
    </tbody>
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
