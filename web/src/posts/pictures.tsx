/** The pictures of a post, as a grid. */
import { useState } from 'react';
import type { MediaAttachment } from '../api/entities.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import css from './pictures.module.css';

interface Props {
  pictures: readonly MediaAttachment[];
  /** Covered until somebody wants to see them. */
  hidden: boolean;
}

export function Pictures({ pictures, hidden }: Props) {
  const { post: texts } = useTexts();
  const [shown, setShown] = useState(!hidden);
  if (pictures.length === 0) return null;
  if (!shown) {
    return (
      <p className={css.covered}>
        <Button look="second" onClick={() => setShown(true)}>
          {texts.sensitive}: {texts.show}
        </Button>
      </p>
    );
  }
  return (
    <div className={css.grid} data-count={pictures.length}>
      {pictures.map((picture) => (
        <a key={picture.id} href={picture.url ?? ''} target="_blank" rel="noreferrer" className={css.picture}>
          <img
            src={picture.previewUrl ?? picture.url ?? ''}
            alt={picture.description || texts.noAlt}
            loading="lazy"
          />
        </a>
      ))}
    </div>
  );
}
