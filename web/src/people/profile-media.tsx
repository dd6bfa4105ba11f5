/** Somebody's pictures as a grid; each leads to its post. Sensitive ones are covered there as they are here. */
import { EyeOff } from 'lucide-react';
import { Link } from 'wouter';
import type { MediaAttachment, Post } from '../api/entities.ts';
import type { PostListOptions } from '../data/lists.ts';
import { listName, usePostList } from '../data/lists.ts';
import { knownPost } from '../data/posts.ts';
import { Endless } from '../lists/endless.tsx';
import { blurhashColour } from '../posts/blurhash-colour.ts';
import { focusOf } from '../posts/picture-shape.ts';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { pathOf } from './person.ts';
import css from './profile-media.module.css';

const COLUMNS = 3;

interface Tile {
  post: Post;
  picture: MediaAttachment;
}

export function ProfileMedia({ list }: { list: PostListOptions }) {
  const { profile: texts } = useTexts();
  const { data, error, refetch, more } = usePostList(list);
  if (data === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  const rows = rowsOf(data.ids);
  const askForMore = () => void more.refetch();
  return (
    <>
      {rows.size === 0 ? (
        <p className="card empty">{texts.mediaEmpty}</p>
      ) : (
        <Endless
          name={listName(list.key)}
          label={texts.tabMedia}
          ids={[...rows.keys()]}
          item={(id) => <Row tiles={rows.get(id) ?? []} />}
          more={data.next === null || more.error !== null ? undefined : askForMore}
          loading={more.isFetching}
          ended={data.next === null}
        />
      )}
      {more.error === null ? null : <TroubleCard error={more.error} retry={askForMore} />}
    </>
  );
}

/** By the id of the first picture in it, which stays when the row is filled up. */
function rowsOf(ids: readonly string[]): Map<string, Tile[]> {
  const tiles = ids.flatMap((id) => {
    const post = knownPost(id);
    return post == null ? [] : post.mediaAttachments.map((picture) => ({ post, picture }));
  });
  const rows = new Map<string, Tile[]>();
  for (let from = 0; from < tiles.length; from += COLUMNS) {
    const row = tiles.slice(from, from + COLUMNS);
    rows.set(row[0]?.picture.id ?? '', row);
  }
  return rows;
}

function Row({ tiles }: { tiles: readonly Tile[] }) {
  const { profile: texts } = useTexts();
  return (
    <article className={css.row} aria-label={texts.tabMedia}>
      {tiles.map((tile) => (
        <PictureLink key={tile.picture.id} {...tile} />
      ))}
    </article>
  );
}

function PictureLink({ post, picture }: Tile) {
  const { post: texts } = useTexts();
  const covered = post.sensitive || post.spoilerText !== '';
  return (
    <Link
      href={pathOf.post(post)}
      className={css.tile}
      style={{ background: blurhashColour(picture.blurhash) }}
      aria-label={covered ? post.spoilerText || texts.showSensitive(1) : undefined}
    >
      {covered ? (
        <EyeOff aria-hidden="true" size={28} />
      ) : (
        <img
          src={picture.previewUrl ?? picture.url ?? ''}
          alt={picture.description || texts.noAlt}
          loading="lazy"
          decoding="async"
          style={{ objectPosition: focusOf(picture) }}
        />
      )}
    </Link>
  );
}
