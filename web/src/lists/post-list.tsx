/** A list of posts with everything around it: the first load, trouble, nothing there, and what has newly arrived. */
import { ArrowUp } from 'lucide-react';
import type { PostListOptions } from '../data/lists.ts';
import { showWaiting, usePostList } from '../data/lists.ts';
import { Post } from '../posts/post.tsx';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Endless } from './endless.tsx';
import css from './post-list.module.css';

interface Props {
  list: PostListOptions;
  label: string;
  /** Said where there is nothing. */
  empty: string;
}

export function PostList({ list, label, empty }: Props) {
  const { list: texts } = useTexts();
  const { ids, waiting, data, error, refetch, hasNextPage, fetchNextPage, isFetching } = usePostList(list);
  if (data === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }

  function show(): void {
    showWaiting(list.key);
    window.scrollTo({ top: 0 });
  }

  return (
    <>
      <div className={css.waiting} role="status">
        {waiting.length === 0 ? null : (
          <Button className={css.button} onClick={show}>
            <ArrowUp aria-hidden="true" size={18} /> {texts.newPosts(waiting.length)}
          </Button>
        )}
      </div>
      {ids.length === 0 ? (
        <p className="card empty">{empty}</p>
      ) : (
        <Endless
          name={list.key.join()}
          label={label}
          ids={ids}
          item={(id) => <Post id={id} />}
          more={hasNextPage && error === null ? () => void fetchNextPage() : undefined}
          loading={isFetching}
        />
      )}
      {error === null ? null : <TroubleCard error={error} retry={() => void fetchNextPage()} />}
    </>
  );
}
