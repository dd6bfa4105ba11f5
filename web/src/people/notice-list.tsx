/** The list of notifications: grouped, with a line above what was read before, and what newly arrived behind a button. */
import { ArrowUp } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { isReturn, onPressedAgain } from '../app/arrival.ts';
import { noteTrouble } from '../data/connection.ts';
import { keepPlace } from '../data/places.ts';
import { Endless } from '../lists/endless.tsx';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import type { NoticeGroup } from './groups.ts';
import { groupNotices, isAfter } from './groups.ts';
import { NoticeCard } from './notice-card.tsx';
import css from './notice-list.module.css';
import type { NoticeFilter } from './notices.ts';
import { catchUpNotices, hasWaitingNotices, showWaitingNotices, useNotices } from './notices.ts';
import { useReading, useReadMark } from './read-mark.ts';

const MARK = 'mark';

export function NoticeList({ filter }: { filter: NoticeFilter }) {
  const { notifications: texts, site } = useTexts();
  const mark = useReadMark();
  const { notices, waiting, data, error, refetch, hasNextPage, fetchNextPage, isFetching } =
    useNotices(filter);
  useReading(notices[0]?.id, filter === 'all' && mark !== undefined);
  const begun = useBeginning(filter);
  useEffect(() => onPressedAgain(() => showWaitingNotices(filter)), [filter]);
  const groups = useMemo(() => groupNotices(notices, mark ?? null), [notices, mark]);
  const byId = useMemo(() => new Map(groups.map((group) => [group.id, group])), [groups]);

  if (data === undefined || mark === undefined || !begun) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }

  function show(): void {
    window.scrollTo({ top: 0, behavior: 'instant' });
    showWaitingNotices(filter);
    // The button goes away under the hand; the keyboard goes on with the list.
    document.querySelector<HTMLElement>('#main [role="feed"]')?.focus({ preventScroll: true });
  }

  return (
    <>
      <div className={css.waiting} role="status">
        {waiting.length === 0 ? null : (
          <Button className={css.button} onClick={show}>
            <ArrowUp aria-hidden="true" size={18} /> {texts.fresh(waiting.length)}
          </Button>
        )}
      </div>
      {groups.length === 0 ? (
        <p className="card empty">{filter === 'all' ? texts.empty : texts.mentionsEmpty}</p>
      ) : (
        <Endless
          name={nameOf(filter)}
          label={site.notifications}
          ids={withMark(groups, mark)}
          item={(id) => <Item group={byId.get(id)} />}
          more={hasNextPage && error === null ? () => void fetchNextPage() : undefined}
          loading={isFetching}
        />
      )}
      {error === null ? null : <TroubleCard error={error} retry={() => void fetchNextPage()} />}
    </>
  );
}

const nameOf = (filter: NoticeFilter) => `notifications,${filter}`;

/**
 * Whoever comes here by a link wants what is new; whoever comes back, the place they left.
 * @returns whether the list may be shown now
 */
function useBeginning(filter: NoticeFilter): boolean {
  const [begun, setBegun] = useState(false);
  useLayoutEffect(() => {
    const fresh = !isReturn();
    if (fresh && hasWaitingNotices(filter)) {
      keepPlace(nameOf(filter), null);
      showWaitingNotices(filter);
    }
    setBegun(true);
    catchUpNotices(filter).then(() => {
      if (fresh && window.scrollY === 0) showWaitingNotices(filter);
    }, noteTrouble);
  }, [filter]);
  return begun;
}

/** The line between: only where there is something on both sides. */
function withMark(groups: readonly NoticeGroup[], mark: string): string[] {
  const ids = groups.map(({ id }) => id);
  const read = ids.findIndex((id) => !isAfter(id, mark));
  return read > 0 ? ids.toSpliced(read, 0, MARK) : ids;
}

function Item({ group }: { group: NoticeGroup | undefined }) {
  const { notifications: texts } = useTexts();
  if (group !== undefined) return <NoticeCard group={group} />;
  return (
    <p className={css.mark}>
      <span>{texts.readBefore}</span>
    </p>
  );
}
