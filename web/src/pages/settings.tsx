/** Settings: of the profile, of new posts, of this browser (signed out too), and the way to those of the account. */
import type { ReactNode } from 'react';
import { useSession } from '../api/session.ts';
import { useMe } from '../data/me.ts';
import { AccountLinks } from '../settings/account-links.tsx';
import { ClientForm } from '../settings/client-form.tsx';
import { DefaultsForm } from '../settings/defaults-form.tsx';
import { PicturesForm } from '../settings/pictures-form.tsx';
import { PrivacyForm } from '../settings/privacy-form.tsx';
import { ProfileForm } from '../settings/profile-form.tsx';
import css from '../settings/settings.module.css';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Page } from './page.tsx';

export function Settings() {
  const { site, settings: texts } = useTexts();
  const signedIn = useSession((state) => state.signedIn !== null);
  const { data: me, error, refetch } = useMe();
  return (
    <Page title={site.settings}>
      {!signedIn ? null : me === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <TroubleCard error={error} retry={() => void refetch()} />
        )
      ) : (
        <>
          <Part id="profile" title={texts.profile}>
            <ProfileForm key={me.id} me={me} />
          </Part>
          <Part id="pictures" title={texts.pictures}>
            <PicturesForm key={me.id} me={me} />
          </Part>
          <Part id="privacy" title={texts.privacy}>
            <PrivacyForm me={me} />
          </Part>
          <Part id="posts" title={texts.newPosts}>
            <DefaultsForm me={me} />
          </Part>
        </>
      )}
      <Part id="look" title={texts.look}>
        <ClientForm />
      </Part>
      {signedIn ? (
        <Part id="account" title={texts.account}>
          <AccountLinks />
        </Part>
      ) : null}
    </Page>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className={`card ${css.part}`} aria-labelledby={`settings-${id}`}>
      <h2 id={`settings-${id}`}>{title}</h2>
      {children}
    </section>
  );
}
