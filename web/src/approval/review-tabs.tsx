/** The reviewers' pages. */
import { may } from '../api/permissions.ts';
import { useMe } from '../data/me.ts';
import { useTexts } from '../texts/index.ts';
import { TabLinks } from '../ui/tab-links.tsx';
import { useQueueCount } from './queue-count.ts';

export function ReviewTabs({ current }: { current: '/review' | '/review/policy' | '/review/log' }) {
  const { approval: words } = useTexts();
  const { data: me } = useMe();
  const count = useQueueCount() ?? 0;
  if (!may(me?.role, 'approve_posts')) return null;
  const tabs = [
    { href: '/review', label: words.review.tab(count) },
    { href: '/review/policy', label: words.policy.title },
    ...(may(me?.role, 'view_audit_log') ? [{ href: '/review/log', label: words.log.title }] : []),
  ];
  return <TabLinks label={words.review.pages} tabs={tabs} current={current} />;
}
