/** Whose posts wait for approval: read by reviewers, changed by whoever runs the place. */
import { may } from '../api/permissions.ts';
import { usePolicy } from '../approval/policy.ts';
import { PolicyForm } from '../approval/policy-form.tsx';
import { ReviewTabs } from '../approval/review-tabs.tsx';
import { StaffOnly } from '../approval/staff-only.tsx';
import { useMe } from '../data/me.ts';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Page } from './page.tsx';

export function PolicyPage() {
  const { approval: words } = useTexts();
  return (
    <Page title={words.policy.title}>
      <ReviewTabs current="/review/policy" />
      <p className="lead">{words.policy.lead}</p>
      <StaffOnly permission="approve_posts">
        <Policy />
      </StaffOnly>
    </Page>
  );
}

function Policy() {
  const { data: me } = useMe();
  const { data: policy, error, refetch } = usePolicy();
  if (policy === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  return <PolicyForm policy={policy} mayChange={may(me?.role, 'manage_policy')} />;
}
