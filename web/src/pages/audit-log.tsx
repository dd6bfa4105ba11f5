/** Who decided and changed what: nothing of it can be taken away. */
import { useId } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { DeedFilter } from '../approval/audit.ts';
import { actions, filterIn, pathWith, useDeeds } from '../approval/audit.ts';
import { AuditEntry } from '../approval/audit-entry.tsx';
import { ReviewTabs } from '../approval/review-tabs.tsx';
import { StaffOnly } from '../approval/staff-only.tsx';
import { Endless } from '../lists/endless.tsx';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import css from './audit-log.module.css';
import { Page } from './page.tsx';

export function AuditLog() {
  const { approval: words } = useTexts();
  const filter = filterIn(useSearch());
  return (
    <Page title={words.log.title}>
      <ReviewTabs current="/review/log" />
      <StaffOnly permission="view_audit_log">
        <Filter filter={filter} />
        <Deeds filter={filter} />
      </StaffOnly>
    </Page>
  );
}

function Filter({ filter }: { filter: DeedFilter }) {
  const { approval: words } = useTexts();
  const [, navigate] = useLocation();
  const id = useId();
  const filtered = filter.accountId !== null || filter.targetId !== null;
  return (
    <div className={css.filter}>
      <div className="field">
        <label htmlFor={id}>{words.log.action}</label>
        <select
          id={id}
          value={filter.action ?? ''}
          onChange={(event) =>
            navigate(pathWith({ ...filter, action: event.target.value || null }), { replace: true })
          }
        >
          <option value="">{words.log.everything}</option>
          {actions.map((action) => (
            <option key={action} value={action}>
              {words.log.actions[action]}
            </option>
          ))}
        </select>
      </div>
      {filtered ? (
        <Button
          look="second"
          onClick={() =>
            navigate(pathWith({ ...filter, accountId: null, targetId: null }), { replace: true })
          }
        >
          {filter.accountId === null ? words.log.allPosts : words.log.everybody}
        </Button>
      ) : null}
    </div>
  );
}

function Deeds({ filter }: { filter: DeedFilter }) {
  const { approval: words } = useTexts();
  const { data, deeds, error, refetch, hasNextPage, fetchNextPage, isFetching } = useDeeds(filter);
  if (data === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  if (deeds.size === 0) return <p className="card empty">{words.log.empty}</p>;
  return (
    <Endless
      name={pathWith(filter)}
      label={words.log.title}
      ids={[...deeds.keys()]}
      item={(id) => {
        const deed = deeds.get(id);
        return deed === undefined ? <Loading /> : <AuditEntry deed={deed} filter={filter} />;
      }}
      more={hasNextPage ? () => void fetchNextPage() : undefined}
      loading={isFetching}
    />
  );
}
