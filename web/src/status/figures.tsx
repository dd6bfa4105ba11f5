/** What waits and what takes room, in numbers. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useLanguage } from '../texts/index.ts';
import css from './figures.module.css';
import { count, share, size, time } from './numbers.ts';
import type { FullStatus } from './status.ts';
import { useStatusTexts } from './words.ts';

interface Figure {
  name: string;
  /** Null: nobody knows. */
  value: string | null;
  more?: ReactNode;
}

function Figures({
  id,
  title,
  figures,
  empty,
}: {
  id: string;
  title: string;
  figures: readonly Figure[];
  empty?: string;
}) {
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {figures.length === 0 && empty !== undefined ? <p className={css.more}>{empty}</p> : null}
      {figures.length === 0 ? null : (
        <dl className={css.figures}>
          {figures.map(({ name, value, more }) => (
            <div key={name} className={css.figure}>
              <dt>{name}</dt>
              <dd>
                <strong>{value}</strong>
                {more ? <span className={css.more}>{more}</span> : null}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

export function Backlog({ status }: { status: FullStatus }) {
  const words = useStatusTexts();
  const language = useLanguage();
  const { backlog, submissions, sockets, audit } = status;
  const numbers = (value: number | null) => (value === null ? null : count(value, language));
  const since = (seconds: number | null, of: number | null) =>
    of === null || of === 0 || seconds === null ? null : words.oldest(time(seconds, language));
  const all: readonly Figure[] = [
    {
      name: words.figures.lag,
      value: numbers(backlog.lagEvents),
      more: since(backlog.lagSeconds, backlog.lagEvents),
    },
    {
      name: words.figures.outbox,
      value: numbers(backlog.outboxEvents),
      more: since(backlog.outboxSeconds, backlog.outboxEvents),
    },
    {
      name: words.figures.retries,
      value: numbers(backlog.retries),
      more: since(backlog.retrySeconds, backlog.retries),
    },
    {
      name: words.figures.fanout,
      value: numbers(backlog.fanoutOpen),
      more: since(backlog.fanoutOpenSeconds, backlog.fanoutOpen),
    },
    {
      name: words.figures.submissions,
      value: numbers(submissions.waiting),
      more:
        (submissions.waiting ?? 0) === 0 ? null : (
          <>
            {since(submissions.oldestSeconds, submissions.waiting)}{' '}
            <Link href="/review">{words.toReview}</Link>
          </>
        ),
    },
    { name: words.figures.sockets, value: numbers(sockets) },
    {
      name: words.figures.audit,
      value: audit.errorRate === null ? null : share(audit.errorRate, language),
      more: audit.checked === null ? null : words.checked(audit.checked),
    },
  ];
  const known = all.filter(({ value }) => value !== null);
  return <Figures id="status-backlog" title={words.backlog} figures={known} />;
}

export function Storage({ storage }: { storage: FullStatus['storage'] }) {
  const words = useStatusTexts();
  const language = useLanguage();
  const names = ['database', 'search', 'media', 'free'] as const;
  const figures = names.flatMap((name): Figure[] => {
    const bytes = storage[name];
    return bytes === null ? [] : [{ name: words.stores[name], value: size(bytes, language) }];
  });
  return (
    <Figures id="status-storage" title={words.storage} figures={figures} empty={words.storageElsewhere} />
  );
}
