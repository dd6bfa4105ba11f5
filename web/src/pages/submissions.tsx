/** One's own posts that wait, or waited, for approval. */
import { useSearch } from 'wouter';
import type { ApprovalState } from '../api/entities.ts';
import { OwnSubmission } from '../approval/own-submission.tsx';
import { useOwnSubmissions } from '../approval/submissions.ts';
import { Endless } from '../lists/endless.tsx';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Page } from './page.tsx';

const states: readonly ApprovalState[] = ['pending', 'rejected', 'approved', 'withdrawn'];
const pathOf = (state: ApprovalState) =>
  state === 'pending' ? '/submissions' : `/submissions?state=${state}`;

export function Submissions() {
  const { approval: words } = useTexts();
  const asked = new URLSearchParams(useSearch()).get('state');
  const state = states.find((one) => one === asked) ?? 'pending';
  return (
    <Page title={words.own.title}>
      <p className="lead">{words.own.lead}</p>
      <TabLinks
        label={words.own.states}
        tabs={states.map((one) => ({ href: pathOf(one), label: words.own[one] }))}
        current={pathOf(state)}
      />
      <OwnList key={state} state={state} />
    </Page>
  );
}

function OwnList({ state }: { state: ApprovalState }) {
  const { approval: words } = useTexts();
  const { ids, data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useOwnSubmissions(state);
  if (data === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  if (ids.length === 0) return <p className="card empty">{words.own.empty[state]}</p>;
  return (
    <>
      <Endless
        name={`submissions,${state}`}
        label={words.own[state]}
        ids={ids}
        item={(id) => <OwnSubmission id={id} />}
        more={hasNextPage && error === null ? () => void fetchNextPage() : undefined}
        loading={isFetchingNextPage}
      />
      {error === null ? null : <TroubleCard error={error} retry={() => void fetchNextPage()} />}
    </>
  );
}
