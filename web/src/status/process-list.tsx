/** Each process with its version and what it takes, and the parts that it stands on. */
import { useLanguage } from '../texts/index.ts';
import { count, share, size, time } from './numbers.ts';
import { partName } from './problem-list.tsx';
import css from './process-list.module.css';
import type { FullStatus, Process } from './status.ts';
import { LevelIcon } from './summary.tsx';
import { useStatusTexts } from './words.ts';

/** All eight in one process are not worth a list. */
const ALL = 8;

export function ProcessList({ status }: { status: FullStatus }) {
  const words = useStatusTexts();
  return (
    <section className="card" aria-labelledby="status-processes">
      <h2 id="status-processes">{words.processes}</h2>
      <ul className={css.processes}>
        {status.processes.map((process, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: instances of one service have no names of their own
          <li key={`${process.services.join()} ${at}`} className={css.process}>
            <OneProcess process={process} now={status.at} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneProcess({ process, now }: { process: Process; now: string }) {
  const words = useStatusTexts();
  const { state, services } = process;
  return (
    <>
      <h3 className={css.name}>
        <LevelIcon level={state === 'away' ? 'down' : state} />
        {services.length === ALL ? words.all : services.join(', ')}
      </h3>
      {state === 'away' ? (
        <p className={css.away}>{words.noAnswer}</p>
      ) : (
        <Facts process={process} now={now} />
      )}
      {process.parts.length === 0 ? null : (
        <details className={css.parts}>
          <summary>
            {words.partsOf(process.parts.filter(({ ok }) => ok).length, process.parts.length)}
          </summary>
          <ul>
            {process.parts.map(({ name, ok, needed, detail }) => (
              <li key={name} className={css.part}>
                <LevelIcon level={ok ? 'ok' : needed ? 'down' : 'degraded'} size={18} />
                <span>
                  {partName(name, words)} <span className="unseen">{ok ? words.fine : words.failing}</span>
                  {detail === null ? null : (
                    <span className={css.detail} dir="auto">
                      {detail}
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Facts({ process, now }: { process: Process; now: string }) {
  const { process: words } = useStatusTexts();
  const language = useLanguage();
  const { version, runtime, startedAt, memory, busy, requests, p99 } = process;
  const up = startedAt === null ? null : (Date.parse(now) - Date.parse(startedAt)) / 1000;
  const facts: readonly [string, string | null][] = [
    [words.version, version === null ? null : `${version} (Node ${runtime?.replace(/^v/, '') ?? ''})`],
    [words.up, up === null ? null : time(Math.max(1, up), language)],
    [words.memory, memory === null ? null : size(memory, language)],
    [words.busy, busy === null ? null : share(busy, language)],
    [words.requests, count(requests, language)],
    [words.p99, p99 === null ? null : time(p99, language)],
  ];
  return (
    <dl className={css.facts}>
      {facts.flatMap(([name, value]) =>
        value === null
          ? []
          : [
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>,
            ],
      )}
    </dl>
  );
}
