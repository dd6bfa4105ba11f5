/** The pictures of the draft, in their order. */
import { ArrowLeft, ArrowRight, Check, ImageOff, Plus, RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { clsx } from '../ui/clsx.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Describe } from './describe.tsx';
import type { Desk, Picture } from './desk.ts';
import { placeOf } from './focus.ts';
import css from './pictures.module.css';
import { move, remove, send } from './pictures.ts';
import type { Rules } from './rules.ts';

interface Props {
  desk: Desk;
  pictures: readonly Picture[];
  rules: Rules;
}

export function PictureList({ desk, pictures, rules }: Props) {
  const { compose } = useTexts();
  const [described, setDescribed] = useState<string | null>(null);
  if (pictures.length === 0) return null;
  const open = pictures.find(({ key }) => key === described);
  return (
    <>
      <ul className={css.list} aria-label={compose.pictures}>
        {pictures.map((picture, index) => (
          <PictureItem
            key={picture.key}
            desk={desk}
            picture={picture}
            number={index + 1}
            last={index === pictures.length - 1}
            describe={() => setDescribed(picture.key)}
          />
        ))}
      </ul>
      <Describe desk={desk} picture={open} limit={rules.descriptionLimit} close={() => setDescribed(null)} />
    </>
  );
}

interface ItemProps {
  desk: Desk;
  picture: Picture;
  /** From 1. */
  number: number;
  last: boolean;
  describe(): void;
}

function PictureItem({ desk, picture, number, last, describe }: ItemProps) {
  const { compose, trouble: words } = useTexts();
  const { key, state, description, trouble } = picture;
  return (
    <li className={css.item} data-state={state}>
      <div className={css.shown}>
        <Preview picture={picture} number={number} />
        {state === 'uploading' ? <Progress picture={picture} /> : null}
        <IconButton
          icon={X}
          className={clsx(css.over, css.remove)}
          label={state === 'uploading' ? compose.cancelUpload(number) : compose.remove(number)}
          onClick={() => remove(desk, key)}
        />
        {number === 1 ? null : (
          <IconButton
            icon={ArrowLeft}
            className={clsx(css.over, css.earlier)}
            label={compose.earlier(number)}
            onClick={() => move(desk, key, -1)}
          />
        )}
        {last ? null : (
          <IconButton
            icon={ArrowRight}
            className={clsx(css.over, css.later)}
            label={compose.later(number)}
            onClick={() => move(desk, key, 1)}
          />
        )}
      </div>
      {state === 'failed' ? (
        <p className={css.trouble} role="alert">
          {trouble}
        </p>
      ) : null}
      {state === 'failed' && picture.file !== null ? (
        <Button
          look="second"
          className={css.describe}
          aria-label={compose.retryUpload(number)}
          onClick={() => void send(desk, key)}
        >
          <RotateCw aria-hidden="true" size={18} /> {words.retry}
        </Button>
      ) : (
        <Button
          look="second"
          className={css.describe}
          aria-label={description === '' ? compose.describe(number) : compose.described(number)}
          data-described={description !== ''}
          onClick={describe}
        >
          {description === '' ? (
            <Plus aria-hidden="true" size={18} />
          ) : (
            <Check aria-hidden="true" size={18} />
          )}
          {description === '' ? compose.describeShort : compose.describedShort}
        </Button>
      )}
    </li>
  );
}

function Preview({ picture, number }: { picture: Picture; number: number }) {
  const { compose } = useTexts();
  const [broken, setBroken] = useState<string | null>(null);
  const { preview, description, focus } = picture;
  const alt = description || picture.name || compose.picture(number);
  if (preview === null || broken === preview) {
    return (
      <span className={css.missing} role="img" aria-label={alt}>
        <ImageOff aria-hidden="true" size={28} />
      </span>
    );
  }
  const { left, top } = placeOf(focus ?? { x: 0, y: 0 });
  return (
    <img
      className={css.preview}
      src={preview}
      alt={alt}
      style={{ objectPosition: `${left}% ${top}%` }}
      onError={() => setBroken(preview)}
    />
  );
}

function Progress({ picture }: { picture: Picture }) {
  const { compose } = useTexts();
  const percent = Math.floor(picture.progress * 100);
  const words = percent < 100 ? compose.uploading(percent) : compose.preparing;
  return (
    <p className={css.progress}>
      <span>{words}</span>
      <progress value={percent} max={100} aria-label={words} />
    </p>
  );
}
