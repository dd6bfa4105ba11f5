/**
 * An endless list that keeps only what is near the screen in the page. What one reads never moves: items that come in
 * above are counted out of the scroll position, and coming back to the page leads to the place one left.
 */
import type { ReactElement } from 'react';
import { useEffect, useRef } from 'react';
import type { CacheSnapshot, WindowVirtualizerHandle } from 'virtua';
import { WindowVirtualizer } from 'virtua';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import css from './endless.module.css';

interface Props {
  /** Names the place in the history of sizes; the same list on the same page has the same name. */
  name: string;
  label: string;
  ids: readonly string[];
  item(id: string): ReactElement;
  /** undefined: there is no more. */
  more: (() => void) | undefined;
  loading: boolean;
}

/** Within this many items of the end more is asked for. */
const AHEAD = 10;
const sizes = new Map<string, { cache: CacheSnapshot; length: number }>();

export function Endless({ name, label, ids, item, more, loading }: Props) {
  const { list } = useTexts();
  const handle = useRef<WindowVirtualizerHandle>(null);
  const known = sizes.get(name);
  const length = useRef(ids.length);
  length.current = ids.length;

  useEffect(() => {
    const current = handle.current;
    return () => {
      if (current !== null) sizes.set(name, { cache: current.cache, length: length.current });
    };
  }, [name]);

  function onScroll(): void {
    const current = handle.current;
    if (current === null || more === undefined || loading) return;
    const last = current.findItemIndex(current.scrollOffset + current.viewportSize);
    if (last >= ids.length - AHEAD) more();
  }

  return (
    <div role="feed" aria-label={label} aria-busy={loading} className={css.feed}>
      <WindowVirtualizer
        ref={handle}
        data={ids}
        onScroll={onScroll}
        {...(known !== undefined && known.length === ids.length ? { cache: known.cache } : {})}
      >
        {(id) => (
          <div key={id} className={css.item}>
            {item(id)}
          </div>
        )}
      </WindowVirtualizer>
      {loading ? <Loading /> : null}
      {more === undefined && ids.length > 0 ? <p className={css.end}>{list.end}</p> : null}
    </div>
  );
}
