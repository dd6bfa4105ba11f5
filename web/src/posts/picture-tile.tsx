/** One picture of a post: a press shows it large, ALT shows what it is in words. */
import { useState } from 'react';
import type { MediaAttachment } from '../api/entities.ts';
import { useTexts } from '../texts/index.ts';
import { PlainButton } from '../ui/button.tsx';
import { blurhashColour } from './blurhash-colour.ts';
import { focusOf } from './picture-shape.ts';
import css from './pictures.module.css';

export function PictureTile({ picture, open }: { picture: MediaAttachment; open(): void }) {
  const { post: texts } = useTexts();
  const [words, setWords] = useState(false);
  const description = picture.description ?? '';
  return (
    <div className={css.tile} style={{ background: blurhashColour(picture.blurhash) }}>
      <PlainButton className={css.press} onClick={open} title={texts.enlarge}>
        <img
          src={picture.previewUrl ?? picture.url ?? ''}
          alt={description === '' ? texts.noAlt : description}
          loading="lazy"
          decoding="async"
          style={{ objectPosition: focusOf(picture) }}
        />
      </PlainButton>
      {description === '' ? null : (
        <>
          {words ? (
            <p className={css.words} dir="auto">
              {description}
            </p>
          ) : null}
          <PlainButton
            className={css.alt}
            aria-expanded={words}
            aria-label={`${texts.alt}: ${texts.altText}`}
            title={texts.altText}
            onClick={() => setWords(!words)}
          >
            <span>{texts.alt}</span>
          </PlainButton>
        </>
      )}
    </div>
  );
}
