/** What waits for approval, for those who decide. */
import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import type { Order } from '../approval/queue.ts';
import { ReviewQueue } from '../approval/review-queue.tsx';
import { ReviewTabs } from '../approval/review-tabs.tsx';
import { StaffOnly, useStanding } from '../approval/staff-only.tsx';
import { useTexts } from '../texts/index.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Page } from './page.tsx';
import css from './review.module.css';

export function Review() {
  const { approval: words } = useTexts();
  const [order, setOrder] = useState<Order>('oldest');
  const [keys, setKeys] = useState(false);
  const ready = useStanding('approve_posts') === 'ready';
  const actions = (
    <span className={css.actions}>
      <select
        className={css.order}
        aria-label={words.review.order}
        value={order}
        onChange={(event) => setOrder(event.target.value as Order)}
      >
        <option value="oldest">{words.review.orders.oldest}</option>
        <option value="newest">{words.review.orders.newest}</option>
      </select>
      <IconButton icon={Keyboard} label={words.keys.title} onClick={() => setKeys(true)} />
    </span>
  );
  return (
    <Page title={words.review.title} actions={ready ? actions : null}>
      <ReviewTabs current="/review" />
      <StaffOnly permission="approve_posts">
        <ReviewQueue key={order} order={order} keys={keys} showKeys={setKeys} />
      </StaffOnly>
    </Page>
  );
}
