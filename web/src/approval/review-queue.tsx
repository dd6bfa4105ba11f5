/** The reviewers' queue: one after the other or many at once, by mouse and by keyboard. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { BulkBar } from './bulk-bar.tsx';
import type { Action, Refusal } from './decisions.ts';
import { decide, isDecidedHere, sendHeld, undo, useVerdicts } from './decisions.ts';
import { KeysDialog } from './keys-dialog.tsx';
import type { Order } from './queue.ts';
import { isWaiting, useQueue, useQueueChanges } from './queue.ts';
import { neighbour } from './queue-order.ts';
import { useQueueWatch } from './queue-watch.ts';
import { RejectDialog } from './reject-dialog.tsx';
import type { ItemActs } from './review-item.tsx';
import { elementOf, ReviewItem } from './review-item.tsx';
import { useReviewKeys } from './review-keys.ts';
import type { Read } from './selection.ts';
import { readNow, unchanged, useSelection } from './selection.ts';

interface Props {
  order: Order;
  keys: boolean;
  showKeys(open: boolean): void;
}

/** With fewer left that are to be decided the next page is asked for. */
const FEW = 5;
const nothing: Read = new Map();
const isOpen = (id: string) => isWaiting(id) && !isDecidedHere(id);

export function ReviewQueue({ order, keys, showKeys }: Props) {
  const { approval: words } = useTexts();
  const { ids, data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useQueue(order);
  useQueueWatch(order, ids);
  const [current, setCurrent] = useState<string | null>(null);
  const selection = useSelection(ids);
  /** Those whose reason is being written. */
  const [rejecting, setRejecting] = useState<Read>(nothing);
  const [said, say] = useState('');
  const end = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLFieldSetElement>(null);
  const after = useRef<HTMLElement | null>(null);
  // What is held is sent when one leaves.
  useEffect(() => sendHeld, []);

  useVerdicts((state) => state.verdicts);
  useQueueChanges((state) => state.number);
  const open = ids.filter(isOpen);
  const picked = open.filter(selection.isPicked);
  useEffect(() => {
    if (open.length < FEW && hasNextPage && !isFetching && error === null) void fetchNextPage();
  }, [open.length, hasNextPage, isFetching, error, fetchNextPage]);

  function go(id: string | null): void {
    setCurrent(id);
    const element = placeOf(id);
    if (element === null) return;
    element.focus({ preventScroll: true });
    const { top, height } = element.getBoundingClientRect();
    const [above, screen] = [bar.current?.getBoundingClientRect().bottom ?? 0, window.innerHeight];
    if (top > above && (top + height < screen || top < screen / 3)) return;
    element.scrollIntoView({ block: height > screen * 0.6 ? 'start' : 'nearest' });
  }

  function step(by: 1 | -1): void {
    const next = neighbour(ids, current, by, () => true);
    if (next !== null) go(next);
  }

  function act(which: readonly string[], action: Action, refusal?: Refusal): void {
    const last = which.at(-1) ?? null;
    // What was decided shrinks to a line before the next one is scrolled to.
    const count = flushSync(() => {
      selection.set([]);
      return decide(which, action, refusal);
    });
    if (count === 0) {
      say(words.review.justRevised);
      return;
    }
    const left = ids.filter(isOpen).length;
    say(words.review.said(action === 'approve' ? 'approved' : 'rejected', count, left));
    const next = neighbour(ids, last, 1, isOpen) ?? neighbour(ids, last, -1, isOpen);
    after.current = placeOf(next);
    go(next);
  }

  const placeOf = (id: string | null) => (id === null ? end.current : elementOf(id));

  function askWhy(which: readonly string[]): void {
    after.current = placeOf(which[0] ?? null);
    setRejecting(readNow(which));
  }

  function takeBack(batch?: number): void {
    const back = undo(batch);
    const [first] = back;
    say(first === undefined ? words.review.nothingToUndo : words.review.undone(back.length));
    if (first !== undefined) go(first);
  }

  /** Those selected, or else the one that one is at. */
  const meant = () => (picked.length > 0 ? picked : current !== null && isOpen(current) ? [current] : []);
  useReviewKeys({
    j: () => step(1),
    k: () => step(-1),
    a: () => meant().length > 0 && act(meant(), 'approve'),
    r: () => askWhy(meant()),
    u: () => takeBack(),
    x: (range) => current !== null && isOpen(current) && selection.select(current, range),
    '?': () => showKeys(true),
  });

  const live = { act, askWhy, takeBack, select: selection.select };
  const latest = useRef(live);
  latest.current = live;
  const come = useCallback((id: string) => setCurrent(id), []);
  const acts = useMemo<ItemActs>(
    () => ({
      approve: (id) => latest.current.act([id], 'approve'),
      reject: (id) => latest.current.askWhy([id]),
      undo: (batch) => latest.current.takeBack(batch),
      select: (id, range) => latest.current.select(id, range),
      come,
      tell: say,
    }),
    [come],
  );

  if (data === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  return (
    <>
      <BulkBar
        ref={bar}
        shown={open.length}
        picked={picked.length}
        selectAll={(on) => selection.set(on ? open : [])}
        approve={() => act(picked, 'approve')}
        reject={() => askWhy(picked)}
      />
      <p className="unseen" role="status">
        {said}
      </p>
      <div role="feed" aria-label={words.review.title} aria-busy={isFetching}>
        {ids.map((id) => (
          <ReviewItem
            key={id}
            id={id}
            current={id === current}
            selected={selection.isPicked(id)}
            acts={acts}
          />
        ))}
      </div>
      <div ref={end} tabIndex={-1}>
        {open.length === 0 && !hasNextPage && !isFetching ? (
          <p className="card empty">{words.review.empty}</p>
        ) : null}
        {error === null ? null : <TroubleCard error={error} retry={() => void fetchNextPage()} />}
        {hasNextPage && error === null ? (
          <p className="actions">
            <Button
              look="second"
              disabled={isFetching}
              accessibleWhenDisabled
              onClick={() => void fetchNextPage()}
            >
              {words.review.more}
            </Button>
          </p>
        ) : null}
      </div>
      <RejectDialog
        count={rejecting.size}
        close={() => setRejecting(nothing)}
        reject={(refusal) => {
          act(unchanged(rejecting), 'reject', refusal);
          setRejecting(nothing);
        }}
        after={after}
      />
      <KeysDialog open={keys} close={() => showKeys(false)} />
    </>
  );
}
