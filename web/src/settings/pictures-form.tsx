/** The two pictures of a profile, with their descriptions. A new one is cut to its shape before it is sent. */
import type { ChangeEvent, FormEvent } from 'react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { OwnAccount } from '../api/entities.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { toast } from '../ui/toasts.tsx';
import { wordsFor } from '../ui/trouble.tsx';
import type { Size } from './crop-geometry.ts';
import type { OpenedPicture } from './crop-picture.ts';
import { closePicture, openPicture } from './crop-picture.ts';
import { useSaveProfile } from './save-profile.ts';
import css from './settings.module.css';
import { useUnsaved } from './unsaved.ts';

const CropWindow = lazy(async () => ({ default: (await import('./crop-window.tsx')).CropWindow }));

type Kind = 'avatar' | 'header';

/** As the server keeps them. */
const sizes: Record<Kind, Size> = {
  avatar: { width: 400, height: 400 },
  header: { width: 1500, height: 500 },
};
const MOST = 1500;

/** Newer than masto's types. */
type Described = OwnAccount & Partial<Record<`${Kind}Description`, string>>;

export function PicturesForm({ me }: { me: OwnAccount }) {
  const { settings: texts } = useTexts();
  return (
    <div className={css.pictures}>
      <PictureChoice kind="header" src={me.headerStatic} label={texts.header} />
      <PictureChoice kind="avatar" src={me.avatarStatic} label={texts.avatar} />
      <Descriptions me={me} />
    </div>
  );
}

function PictureChoice({ kind, src, label }: { kind: Kind; src: string; label: string }) {
  const { settings: texts } = useTexts();
  const { mutateAsync } = useSaveProfile();
  const [open, setOpen] = useState<OpenedPicture | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  async function choose({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = target.files?.[0];
    // The same file may be chosen again.
    target.value = '';
    if (file === undefined) return;
    setWrong(null);
    try {
      setOpen(await openPicture(file));
    } catch {
      setWrong(texts.notAPicture);
    }
  }

  function close(): void {
    if (open !== null) closePicture(open);
    setOpen(null);
  }

  return (
    <div className={css.preview}>
      <h3>{label}</h3>
      <div className={css.row}>
        <img src={src} alt="" className={kind === 'avatar' ? css.avatar : css.header} />
        <input
          ref={field}
          type="file"
          accept="image/jpeg,image/png,image/gif,image/webp,image/avif"
          className="unseen"
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => void choose(event)}
        />
        <Button look="second" onClick={() => field.current?.click()}>
          {kind === 'avatar' ? texts.chooseAvatar : texts.chooseHeader}
        </Button>
      </div>
      {wrong === null ? null : (
        <p className="error" role="alert">
          {wrong}
        </p>
      )}
      {open === null ? null : (
        <Suspense fallback={null}>
          <CropWindow
            title={kind === 'avatar' ? texts.cropAvatar : texts.cropHeader}
            picture={open}
            most={sizes[kind]}
            close={close}
            use={async (blob) => {
              await mutateAsync({ [kind]: blob });
              toast(texts.pictureSaved);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

function Descriptions({ me }: { me: Described }) {
  const { settings: texts, field } = useTexts();
  const { mutate, isPending, error } = useSaveProfile();
  const before = { avatar: me.avatarDescription ?? '', header: me.headerDescription ?? '' };
  const [avatar, setAvatar] = useState(before.avatar);
  const [header, setHeader] = useState(before.header);
  const changed = avatar !== before.avatar || header !== before.header;
  useUnsaved(changed);

  function submit(event: FormEvent): void {
    event.preventDefault();
    mutate(
      { avatarDescription: avatar, headerDescription: header },
      { onSuccess: () => void toast(field.saved) },
    );
  }

  const rows = [
    { label: texts.avatarDescription, value: avatar, set: setAvatar },
    { label: texts.headerDescription, value: header, set: setHeader },
  ];
  return (
    <form onSubmit={submit}>
      {rows.map(({ label, value, set }) => (
        <Field key={label} label={label} hint={texts.descriptionHint}>
          {(described) => (
            <textarea
              {...described}
              dir="auto"
              rows={2}
              maxLength={MOST}
              value={value}
              onChange={(event) => set(event.target.value)}
            />
          )}
        </Field>
      ))}
      {error === null ? null : (
        <p className="error" role="alert">
          {wordsFor(error)}
        </p>
      )}
      <p className="actions">
        <Button type="submit" look="second" disabled={isPending || !changed} accessibleWhenDisabled>
          {texts.saveDescriptions}
        </Button>
      </p>
    </form>
  );
}
