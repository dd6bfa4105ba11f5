/** The forms that a post had, the newest first, each with what was changed from the one before. */
import { useQuery } from '@tanstack/react-query';
import type { mastodon } from 'masto';
import { api } from '../api/client.ts';
import { closeWindow } from '../app/windows.ts';
import { useTexts } from '../texts/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { When } from '../ui/when.tsx';
import css from './history-window.module.css';
import { plainText } from './plain.ts';
import { wordDiff } from './word-diff.ts';

type Version = mastodon.v1.StatusEdit;

export function HistoryWindow({ of: { post } }: { of: { post: string } }) {
  const { post: texts } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: ['history', post],
    queryFn: async (): Promise<Version[]> => await api().v1.statuses.$select(post).history.list(),
    staleTime: 0,
  });
  return (
    <Dialog title={texts.historyTitle} open close={closeWindow}>
      {error !== null ? (
        <TroubleCard error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <ol className={css.versions} reversed>
          {data
            .map((version, at) => (
              <li key={version.createdAt} className={css.version}>
                <h2 className={css.title}>
                  {at === 0 ? texts.original : texts.version(at + 1)} · <When at={version.createdAt} />
                </h2>
                <Changes version={version} before={data[at - 1]} />
              </li>
            ))
            .reverse()}
        </ol>
      )}
    </Dialog>
  );
}

function Changes({ version, before }: { version: Version; before: Version | undefined }) {
  const { post: texts } = useTexts();
  const words = wordsOf(version);
  if (before === undefined) {
    return (
      <p className={css.words} dir="auto">
        {words}
      </p>
    );
  }
  const pictures = version.mediaAttachments.length;
  const picturesBefore = before.mediaAttachments.length;
  return (
    <>
      {words === wordsOf(before) ? (
        <p className={css.same}>{texts.sameWords}</p>
      ) : (
        <p className={css.words} dir="auto">
          <Difference before={wordsOf(before)} after={words} />
        </p>
      )}
      {pictures === picturesBefore ? null : (
        <p className={css.same}>{texts.picturesChanged(picturesBefore, pictures)}</p>
      )}
    </>
  );
}

function Difference({ before, after }: { before: string; after: string }) {
  const { post: texts } = useTexts();
  let at = 0;
  return wordDiff(before, after).map(({ kind, text }) => {
    at += 1;
    if (kind === 'same') return <span key={at}>{text}</span>;
    const Mark = kind === 'added' ? 'ins' : 'del';
    return (
      <Mark key={at}>
        <span className="unseen">[{texts[kind]}: </span>
        {text}
        <span className="unseen">]</span>
      </Mark>
    );
  });
}

function wordsOf(version: Version): string {
  const warning = plainText(version.spoilerText);
  const text = plainText(version.content);
  return warning === '' ? text : `${warning}\n\n${text}`;
}
