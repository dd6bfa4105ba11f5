/** The settings of the place, for whoever runs it. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { StaffOnly } from '../approval/staff-only.tsx';
import { AboutForm } from '../place/about-form.tsx';
import css from '../place/place.module.css';
import { Registration } from '../place/registration.tsx';
import { RulesForm } from '../place/rules-form.tsx';
import { usePlaceSettings } from '../place/settings.ts';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Page } from './page.tsx';

export function Place() {
  const { place: texts } = useTexts();
  return (
    <Page title={texts.page}>
      <StaffOnly permission="manage_policy">
        <Parts />
      </StaffOnly>
    </Page>
  );
}

function Parts() {
  const { place: texts } = useTexts();
  const { data: settings, error, refetch } = usePlaceSettings();
  if (settings === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  return (
    <>
      <Part id="about" title={texts.about}>
        <AboutForm settings={settings} />
      </Part>
      <Part id="rules" title={texts.rules}>
        <RulesForm settings={settings} />
      </Part>
      <Part id="people" title={texts.joining}>
        <Registration settings={settings} />
      </Part>
      <Part id="policy" title={texts.policy}>
        <p>{texts.policyHint}</p>
        <p className="actions">
          <Link href="/review/policy" className="button second">
            {texts.toPolicy}
          </Link>
        </p>
      </Part>
    </>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className={`card ${css.part}`} aria-labelledby={`place-${id}`}>
      <h2 id={`place-${id}`}>{title}</h2>
      {children}
    </section>
  );
}
