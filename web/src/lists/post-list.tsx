/** A list of posts with everything around it: the first load, trouble, nothing there, and what has newly arrived. */
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { onPressedAgain } from '../app/arrival.ts';
import type { PostListOptions } from '../data/lists.ts';
import { listName, showWaiting, usePostList } from '../data/lists.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Endless } from './endless.tsx';
import { NewPosts } from './new-posts.tsx';
import { PostRow } from './post-row.tsx';
import { useFresh } from './use-fresh.ts';

/** As many as the server's front page has. */
const SHORT = 10;

interface Props {
  list: PostListOptions;
  label: string;
  /** Said where there is nothing. */
  empty: ReactNode;
  /** No stream brings its posts: it is asked for again and again while somebody looks. */
  polled?: boolean;
  /** Only the newest, where more stands below. */
  short?: boolean;
}

export function PostList({ list, label, empty, polled = false, short = false }: Props) {
  const { data, error, refetch, more } = usePostList(list);
  const name = listName(list.key);
  useFresh(list, polled);
  // biome-ignore lint/correctness/useExhaustiveDependencies: by its name a list is the same
  useEffect(() => onPressedAgain(() => showWaiting(list.key)), [name]);
  if (data === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  const askForMore = () => void more.refetch();
  const { ids, waiting, gap, removed, next } = data;
  return (
    <>
      <NewPosts listKey={list.key} count={waiting.length} gap={gap !== null} />
      {ids.length === 0 ? (
        <div className="card empty">{empty}</div>
      ) : (
        <Endless
          key={name}
          name={name}
          label={label}
          ids={short ? ids.slice(0, SHORT) : ids}
          item={(id) => <PostRow id={id} removed={removed.has(id)} />}
          more={next !== null && more.error === null && !short ? askForMore : undefined}
          loading={more.isFetching}
          ended={next === null && !short}
        />
      )}
      {more.error === null || more.isFetching ? null : <TroubleCard error={more.error} retry={askForMore} />}
    </>
  );
}
