/** What a reviewer wants to know of an author: how long here, and what became of what they sent before. */
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { Submission } from '../api/entities.ts';
import { nextIn } from '../api/pages.ts';
import { plainText } from '../posts/plain.ts';
import { useLanguage, useTexts } from '../texts/index.ts';
import { When } from '../ui/when.tsx';
import css from './author-history.module.css';
import { adminPath } from './queue.ts';
import { reasonWords } from './reasons.ts';
import { useSeen } from './seen.ts';

const LOOK_BACK = 40;
const NEWEST = 5;

interface History {
  approved: number;
  rejected: number;
  /** There are more than were looked at. */
  more: boolean;
  newest: Submission[];
}

async function fetchHistory(accountId: string): Promise<History> {
  const { data, headers } = await request<Submission[]>('GET', adminPath, {
    query: { account_id: accountId, limit: LOOK_BACK },
  });
  const decided = data.filter(({ approval: { state } }) => state === 'approved' || state === 'rejected');
  const rejected = decided.filter(({ approval }) => approval.state === 'rejected').length;
  return {
    approved: decided.length - rejected,
    rejected,
    more: nextIn(headers) !== null,
    newest: decided.slice(0, NEWEST),
  };
}

export function AuthorHistory({ submission: { account } }: { submission: Submission }) {
  const { approval: words } = useTexts();
  const language = useLanguage();
  const [place, seen] = useSeen<HTMLDivElement>();
  const { data: history } = useQuery({
    queryKey: ['review', 'author', account.id],
    queryFn: () => fetchHistory(account.id),
    enabled: seen,
    staleTime: 60_000,
  });
  const since = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(
    new Date(account.createdAt),
  );
  return (
    <div ref={place} className={css.history}>
      <p className={css.facts}>
        <span>{words.history.since(since)}</span>
        <span>{words.history.posts(account.statusesCount)}</span>
        {history === undefined ? null : <span>{words.history.decided(history)}</span>}
      </p>
      {history === undefined || history.newest.length === 0 ? null : (
        <details>
          <summary>{words.history.newest}</summary>
          <ul className={css.newest}>
            {history.newest.map((one) => (
              <Past key={one.approval.submissionId} submission={one} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Past({
  submission: { approval, content, spoilerText, mediaAttachments },
}: {
  submission: Submission;
}) {
  const { approval: words } = useTexts();
  const text = plainText(content) || spoilerText || words.history.pictures(mediaAttachments.length);
  const state = approval.state === 'rejected' ? words.own.rejected : words.own.approved;
  const why = approval.state === 'rejected' ? reasonWords(approval) : null;
  return (
    <li>
      <span className={css.excerpt} dir="auto">
        {text}
      </span>
      <span className={css.outcome} data-state={approval.state}>
        <When at={approval.decidedAt ?? approval.submittedAt} /> · {state}
        {why === null ? null : <span dir="auto"> ({why})</span>}
      </span>
    </li>
  );
}
