/** The button behind which new posts wait. */
import { ArrowUp } from 'lucide-react';
import type { ListKey } from '../data/lists.ts';
import { showWaiting } from '../data/lists.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import css from './post-list.module.css';

interface Props {
  listKey: ListKey;
  count: number;
  /** There are more than these. */
  gap: boolean;
}

export function NewPosts({ listKey, count, gap }: Props) {
  const { list: texts } = useTexts();

  function show(): void {
    window.scrollTo({ top: 0, behavior: 'instant' });
    showWaiting(listKey);
    // The button goes away under the hand; the keyboard goes on with the list.
    document.querySelector<HTMLElement>('#main [role="feed"]')?.focus({ preventScroll: true });
  }

  return (
    <div className={css.waiting} role="status">
      {count === 0 ? null : (
        <Button className={css.button} onClick={show}>
          <ArrowUp aria-hidden="true" size={18} /> {gap ? texts.newest : texts.newPosts(count)}
        </Button>
      )}
    </div>
  );
}
