/** The header and the picture of a person; a press shows them large. */
import type { Account, MediaAttachment } from '../api/entities.ts';
import { openWindow } from '../app/windows.ts';
import { useTexts } from '../texts/index.ts';
import { PlainButton } from '../ui/button.tsx';
import css from './profile-header.module.css';

export function ProfilePictures({ account }: { account: Account }) {
  const { profile: texts } = useTexts();
  return (
    <div className={css.pictures}>
      <div className={css.banner}>
        {isOwn(account.header) ? (
          <PlainButton
            title={texts.enlargeHeader}
            aria-label={texts.enlargeHeader}
            onClick={() => enlarge(account.header, account.headerDescription)}
          >
            <img src={account.headerStatic} alt={account.headerDescription ?? ''} />
          </PlainButton>
        ) : null}
      </div>
      <div className={css.avatar}>
        {isOwn(account.avatar) ? (
          <PlainButton
            title={texts.enlargeAvatar}
            aria-label={texts.enlargeAvatar}
            onClick={() => enlarge(account.avatar, account.avatarDescription)}
          >
            <img src={account.avatarStatic} alt={account.avatarDescription ?? ''} />
          </PlainButton>
        ) : (
          <img src={account.avatarStatic} alt="" />
        )}
      </div>
    </div>
  );
}

/** Not the one that the server gives to all who have none. */
const isOwn = (url: string) => !url.endsWith('/missing.png');

function enlarge(url: string, description: string | undefined): void {
  const picture: MediaAttachment = {
    id: url,
    type: 'image',
    url,
    previewUrl: url,
    description: description ?? '',
  };
  openWindow({ kind: 'pictures', pictures: [picture], at: 0 });
}
