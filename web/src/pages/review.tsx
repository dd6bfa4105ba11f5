/** What waits for approval, for those who decide. */
import { ArrowDownUp, Keyboard } from 'lucide-react';
import { useState } from 'react';
import type { Order } from '../approval/queue.ts';
import { ReviewQueue } from '../approval/review-queue.tsx';
import { ReviewTabs } from '../approval/review-tabs.tsx';
import { StaffOnly } from '../approval/staff-only.tsx';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Page } from './page.tsx';

export function Review() {
  const { approval: words } = useTexts();
  const [order, setOrder] = useState<Order>('oldest');
  const [keys, setKeys] = useState(false);
  const actions = (
    <>
      <Button look="second" onClick={() => setOrder(order === 'oldest' ? 'newest' : 'oldest')}>
        <ArrowDownUp aria-hidden="true" size={18} /> {words.review.orders[order]}
      </Button>
      <IconButton icon={Keyboard} label={words.keys.title} onClick={() => setKeys(true)} />
    </>
  );
  return (
    <Page title={words.review.title} actions={<span className="actions">{actions}</span>}>
      <ReviewTabs current="/review" />
      <StaffOnly permission="approve_posts">
        <ReviewQueue key={order} order={order} keys={keys} showKeys={setKeys} />
      </StaffOnly>
    </Page>
  );
}
