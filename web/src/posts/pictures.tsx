/** The pictures of a post, as a grid that has its size before they have loaded. */
import { Eye, EyeOff } from 'lucide-react';
import type { MediaAttachment } from '../api/entities.ts';
import { openWindow } from '../app/windows.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { blurhashColour } from './blurhash-colour.ts';
import { aspectOf } from './picture-shape.ts';
import { PictureTile } from './picture-tile.tsx';
import css from './pictures.module.css';
import { useShown } from './shown.ts';

interface Props {
  /** Id of the post: what was uncovered stays so. */
  post: string;
  pictures: readonly MediaAttachment[];
  /** Until somebody wants to see them. */
  covered: boolean;
}

export function Pictures({ post, pictures, covered }: Props) {
  const { post: texts } = useTexts();
  const [shown, setShown] = useShown(post, 'pictures');
  const [first] = pictures;
  if (first === undefined) return null;
  return (
    <div
      className={css.grid}
      data-count={Math.min(pictures.length, 4)}
      style={pictures.length === 1 ? { aspectRatio: String(aspectOf(first)) } : undefined}
    >
      {pictures.map((picture, at) =>
        covered && !shown ? (
          <div
            key={picture.id}
            className={css.cover}
            style={{ background: blurhashColour(picture.blurhash) }}
          />
        ) : (
          <PictureTile
            key={picture.id}
            picture={picture}
            open={() => openWindow({ kind: 'pictures', pictures, at })}
          />
        ),
      )}
      {covered && !shown ? (
        <Button className={css.uncover} data-key="x" onClick={() => setShown(true)}>
          <Eye aria-hidden="true" size={18} /> {texts.showSensitive(pictures.length)}
        </Button>
      ) : null}
      {covered && shown ? (
        <IconButton
          icon={EyeOff}
          label={texts.coverAgain}
          className={css.again}
          data-key="x"
          onClick={() => setShown(false)}
        />
      ) : null}
    </div>
  );
}
