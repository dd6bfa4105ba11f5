/**
 * An endless list that keeps only what is near the screen in the page. What one reads never moves: items that come in
 * above are counted out of the scroll position, and coming back to the page leads to the place one left.
 */
import type { ReactElement } from 'react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { WindowVirtualizerHandle } from 'virtua';
import { WindowVirtualizer } from 'virtua';
import { leadsToPlace } from '../app/arrival.ts';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import css from './endless.module.css';
import { goTo, holdPlace } from './place.ts';
import { keepSizes, sizesFor } from './sizes.ts';
import { isOnTop, useChange } from './use-change.ts';

interface Props {
  /** Names the place in the history of sizes; the same list on the same page has the same name. */
  name: string;
  label: string;
  ids: readonly string[];
  item(id: string): ReactElement;
  /** undefined: there is no more. */
  more: (() => void) | undefined;
  loading: boolean;
  /** Says so under the last one; where there is no more, unless told otherwise. */
  ended?: boolean;
}

/**
 * Pixels around the screen within which there are rows. With a size to reckon with, that holds before the first row was
 * measured: the keyboard must get into a list that begins below the screen, as a profile's does.
 */
const AROUND = 600;
const USUAL = 180;
/** Within this many items of the end more is asked for. */
const AHEAD = 10;

export function Endless({ name, label, ids, item, more, loading, ended = more === undefined }: Props) {
  const { list } = useTexts();
  const handle = useRef<WindowVirtualizerHandle>(null);
  const feed = useRef<HTMLDivElement>(null);
  const shown = useRef(ids);
  const [comeBack] = useState(leadsToPlace);
  const { shift, generation } = useChange(ids, () => isOnTop(feed.current));
  // biome-ignore lint/correctness/useExhaustiveDependencies: read when the virtual list begins, and never again
  const sizes = useMemo(() => {
    if (handle.current !== null) keepSizes(name, shown.current, handle.current.cache);
    return sizesFor(name, ids);
  }, [name, generation]);

  useLayoutEffect(() => {
    shown.current = ids;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that began anew is put where one was in the old one
  useLayoutEffect(() => {
    const [list, element] = [handle.current, feed.current];
    if (list === null || element === null) return;
    const release = comeBack || generation > 0 ? goTo(name, shown.current, list, element) : undefined;
    const letGo = holdPlace(name, () => shown.current, element);
    return () => {
      release?.();
      letGo();
      keepSizes(name, shown.current, list.cache);
    };
  }, [name, generation]);

  function askForMore(): void {
    const current = handle.current;
    if (current === null || more === undefined || loading) return;
    const last = current.findItemIndex(current.scrollOffset + current.viewportSize);
    if (last >= ids.length - AHEAD) more();
  }

  // A short page, or one whose rows are empty, is never scrolled.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something came in
  useEffect(askForMore, [ids, loading]);

  return (
    <>
      <div ref={feed} role="feed" aria-label={label} aria-busy={loading} tabIndex={-1} className={css.feed}>
        <WindowVirtualizer
          key={`${name} ${generation}`}
          ref={handle}
          data={ids}
          shift={shift}
          itemSize={USUAL}
          bufferSize={AROUND}
          onScroll={askForMore}
          cache={sizes}
        >
          {(id) => (
            <div key={id} data-item={id} className={css.item}>
              {item(id)}
            </div>
          )}
        </WindowVirtualizer>
      </div>
      {loading ? <Loading /> : null}
      {ended && ids.length > 0 ? <p className={css.end}>{list.end}</p> : null}
    </>
  );
}
