/**
 * How the place is. Whoever runs it sees everything; everybody else what the server's page says too (services/read,
 * pages/place-status.ts), which this one takes the place of.
 */

import type { ReactNode } from 'react';
import { session, useSession } from '../api/session.ts';
import { StaffOnly, useStanding } from '../approval/staff-only.tsx';
import { useMe } from '../data/me.ts';
import { Day } from '../status/day.tsx';
import { Backlog, Storage } from '../status/figures.tsx';
import { ProblemList } from '../status/problem-list.tsx';
import { problemsOf } from '../status/problems.ts';
import { ProcessList } from '../status/process-list.tsx';
import { PromiseTable } from '../status/promise-table.tsx';
import { ShownToAll } from '../status/shown-to-all.tsx';
import { prefetchPublicStatus, useFullStatus, usePublicStatus } from '../status/status.ts';
import { Summary } from '../status/summary.tsx';
import { useStatusTexts } from '../status/words.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Page } from './page.tsx';

export async function prepareStatus(): Promise<void> {
  if (session.current() === null) await prefetchPublicStatus();
}

export function Status() {
  const words = useStatusTexts();
  const signedIn = useSession((state) => state.signedIn !== null);
  const standing = useStanding('manage_policy');
  const { error, refetch } = useMe();
  if (!signedIn || standing === 'other') {
    return (
      <Page title={words.page}>
        <Open hidden={<Hidden />} />
      </Page>
    );
  }
  // Who it is cannot be told in some troubles, and what everybody may see of them is then better than nothing.
  const unsure = standing === 'unknown' && error !== null;
  return (
    <Page title={words.page}>
      {unsure ? (
        <Open hidden={<TroubleCard error={error} retry={() => void refetch()} />} />
      ) : (
        <StaffOnly permission="manage_policy">
          <Full />
        </StaffOnly>
      )}
    </Page>
  );
}

/** @param hidden where not everybody may see it */
function Open({ hidden }: { hidden: ReactNode }) {
  const { data: status, error, refetch } = usePublicStatus();
  if (status === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  return status === null ? hidden : <Summary status={status} stale={error !== null} />;
}

function Hidden() {
  const words = useStatusTexts();
  return (
    <section className="card center">
      <p>{words.hidden}</p>
      <p className="fine">{words.hiddenMore}</p>
    </section>
  );
}

function Full() {
  const { data: status, error, refetch } = useFullStatus();
  if (status === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  const services = new Set(status.processes.flatMap((process) => process.services)).size;
  return (
    <>
      <Summary status={status} stale={error !== null} />
      <ProblemList problems={problemsOf(status)} services={services} />
      <PromiseTable promises={status.promises} />
      <Day history={status.history} />
      <Backlog status={status} />
      <Storage storage={status.storage} />
      <ProcessList status={status} />
      <ShownToAll />
    </>
  );
}
