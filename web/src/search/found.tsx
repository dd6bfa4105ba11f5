/** What was found: a few of each kind, or an endless list of one. */
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import { useSession } from '../api/session.ts';
import { startSignIn } from '../api/sign-in.ts';
import { useAccount } from '../data/accounts.ts';
import { Endless } from '../lists/endless.tsx';
import { AccountCard } from '../people/account-list.tsx';
import { FollowButton } from '../people/follow-button.tsx';
import { Post } from '../posts/post.tsx';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import type { Kind } from './results.ts';
import { kinds, knownTag, useFoundOf, useFoundOfAll } from './results.ts';
import css from './search.module.css';

/** The path of a search. */
export function searchPath(q: string, kind: Kind | null): string {
  return `/search?${new URLSearchParams({ q, ...(kind === null ? {} : { type: kind }) })}`;
}

export function FoundOfAll({ q }: { q: string }) {
  const { search: texts } = useTexts();
  const { data, error, refetch } = useFoundOfAll(q);
  const signedIn = useSession((state) => state.signedIn !== null);
  if (error !== null) return <TroubleCard error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const filled = kinds.filter((kind) => data[kind].length > 0);
  return (
    <>
      <p className="unseen" role="status">
        {texts.foundSome(data.accounts.length, data.statuses.length, data.hashtags.length)}
      </p>
      {filled.map((kind) => (
        <section key={kind} aria-labelledby={`found-${kind}`} className={css.kind}>
          <header className={css.head}>
            <h2 id={`found-${kind}`}>{texts.kinds[kind]}</h2>
            <Link href={searchPath(q, kind)} className={css.all}>
              {texts.showAll} <span className="unseen">{texts.kinds[kind]}</span>
            </Link>
          </header>
          {data[kind].map((id) => (
            <div key={id} className={css.item}>
              {itemOf(kind, id)}
            </div>
          ))}
        </section>
      ))}
      {filled.length === 0 ? <Nothing q={q} /> : null}
      {signedIn ? null : <PostsSignedOut />}
    </>
  );
}

export function FoundOf({ kind, q }: { kind: Kind; q: string }) {
  const { search: texts } = useTexts();
  const signedIn = useSession((state) => state.signedIn !== null);
  const { ids, data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useFoundOf(kind, q);
  if (kind === 'statuses' && !signedIn) return <PostsSignedOut />;
  if (data === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  if (ids.length === 0) return <Nothing q={q} />;
  return (
    <>
      <Endless
        name={`search,${kind},${q}`}
        label={texts.kinds[kind]}
        ids={ids}
        item={(id) => itemOf(kind, id)}
        more={hasNextPage && error === null ? () => void fetchNextPage() : undefined}
        loading={isFetching}
      />
      {error === null ? null : <TroubleCard error={error} retry={() => void fetchNextPage()} />}
    </>
  );
}

function itemOf(kind: Kind, id: string): ReactElement {
  if (kind === 'accounts') return <Person id={id} />;
  return kind === 'statuses' ? <Post id={id} /> : <TagRow name={id} />;
}

function Person({ id }: { id: string }): ReactNode {
  const { data: account } = useAccount(id);
  if (account === undefined) return <Loading />;
  return (
    <AccountCard account={account}>
      <FollowButton account={account} />
    </AccountCard>
  );
}

function TagRow({ name }: { name: string }) {
  const { search: texts } = useTexts();
  const { uses } = knownTag(name);
  return (
    <article aria-label={`#${name}`}>
      <Link href={`/tags/${encodeURIComponent(name)}`} className={css.tag}>
        <bdi className={css.name}>#{name}</bdi>
        <span className={css.uses}>{texts.uses(uses)}</span>
      </Link>
    </article>
  );
}

function Nothing({ q }: { q: string }) {
  const { search: texts } = useTexts();
  return (
    <p className="card empty" role="status">
      {texts.nothing(q)}
    </p>
  );
}

function PostsSignedOut() {
  const { search: texts, site } = useTexts();
  return (
    <section className="card center">
      <p>{texts.signedOut}</p>
      <p className="actions">
        <Button onClick={() => void startSignIn().catch(toastTrouble)}>{site.signIn}</Button>
      </p>
    </section>
  );
}
