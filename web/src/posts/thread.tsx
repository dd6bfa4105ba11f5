/** A post with what it answers above it and the answers to it below. Answers come in while one reads. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Post as PostEntity } from '../api/entities.ts';
import { useSession } from '../api/session.ts';
import { isReturn } from '../app/arrival.ts';
import { claimScroll } from '../app/scroll.ts';
import { knownPost } from '../data/posts.ts';
import type { Thread } from '../data/threads.ts';
import { addToThreads, refreshThreads } from '../data/threads.ts';
import type { Frame } from '../live/frames.ts';
import { useChannel, useFrames } from '../live/live.tsx';
import { nameOf } from '../people/person.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { LargePost } from './large-post.tsx';
import { Post } from './post.tsx';
import { Steady } from './steady.tsx';
import css from './thread.module.css';
import { branchesOf } from './thread-tree.ts';

/** Answers and what is answered are put on the page so many at a time. */
const PORTION = 40;

interface Props {
  post: PostEntity;
  /** undefined while it loads. */
  thread: Thread | undefined;
}

export function ThreadView({ post, thread }: Props) {
  const { post: texts } = useTexts();
  const [above, setAbove] = useState(PORTION);
  const said = useLiveAnswers(thread);
  const main = useMainInSight(thread !== undefined && thread.ancestors.length > 0);
  const ancestors = thread?.ancestors ?? [];
  const shown = ancestors.slice(-above);
  const answers = thread?.answers ?? [];
  return (
    <Steady version={[...shown, ...answers].join()}>
      <div className={css.thread}>
        {shown.length === 0 ? null : (
          <section aria-label={texts.above} className={css.above}>
            {shown.length === ancestors.length ? null : (
              <Button look="second" className="full" onClick={() => setAbove(above + PORTION)}>
                {texts.earlier}
              </Button>
            )}
            {shown.map((id, at) => (
              <Post key={id} id={id} plain={at > 0} />
            ))}
          </section>
        )}
        <div ref={main} className={css.main} data-above={shown.length > 0}>
          <LargePost post={post} alone={ancestors.length === 0} />
          {answers.length === 0 ? null : <Answers root={post.id} ids={answers} />}
        </div>
        <p className="unseen" role="status">
          {said}
        </p>
      </div>
    </Steady>
  );
}

function Answers({ root, ids }: { root: string; ids: readonly string[] }) {
  const { post: texts } = useTexts();
  const [most, setMost] = useState(PORTION);
  const branches = useMemo(
    () =>
      branchesOf(
        root,
        ids.flatMap((id) => knownPost(id) ?? []),
      ),
    [root, ids],
  );
  const more = useCallback(() => setMost((now) => now + PORTION), []);
  return (
    <section aria-label={texts.answers} className={css.answers}>
      <h2>{texts.answers}</h2>
      {branches.slice(0, most).map(({ id, depth }, at) => (
        <div key={id} className={css.answer} style={{ '--depth': depth - 1 } as object} data-deep={depth > 1}>
          {/* Whom it answers is plain where that stands right above it. */}
          <Post id={id} plain={depth === 1 || branches[at - 1]?.depth === depth - 1} />
        </div>
      ))}
      {most < branches.length ? <NearEnd key={most} reached={more} /> : null}
    </section>
  );
}

function NearEnd({ reached }: { reached(): void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) reached();
      },
      { rootMargin: '1500px' },
    );
    if (place.current !== null) observer.observe(place.current);
    return () => observer.disconnect();
  }, [reached]);
  return <div ref={place} />;
}

/** The post goes to the top of the screen when one comes to it by a link, and what it answers is a scroll away. */
function useMainInSight(hasAbove: boolean) {
  const main = useRef<HTMLDivElement>(null);
  const [returned] = useState(isReturn);
  const [aboveFirst] = useState(hasAbove);
  useLayoutEffect(() => {
    if (!aboveFirst || returned) return;
    claimScroll();
    main.current?.scrollIntoView({ block: 'start', behavior: 'instant' });
  }, [aboveFirst, returned]);
  return main;
}

/** @returns what is said of the last one that came in */
function useLiveAnswers(thread: Thread | undefined): string {
  const { post: texts } = useTexts();
  const signedIn = useSession((state) => state.signedIn !== null);
  const [last, setLast] = useState<PostEntity | null>(null);
  useChannel(signedIn ? 'public:local' : null);
  const hear = useCallback(
    (frame: Frame) => {
      if (frame.event === 'resync') refreshThreads();
      const post =
        frame.event === 'update' ? frame.post : frame.event === 'notification' ? frame.notice.status : null;
      if (post == null || post.inReplyToId == null || knownPost(post.id) == null) return;
      const belongs = post.inReplyToId === thread?.id || thread?.answers.includes(post.inReplyToId);
      if (belongs === true && !thread?.answers.includes(post.id)) setLast(post);
      addToThreads(post);
    },
    [thread],
  );
  useFrames(hear);
  return last === null ? '' : texts.newAnswer(nameOf(last.account));
}
