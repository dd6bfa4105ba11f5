/** The guided start of a new place: four steps, each kept by itself, none of them needed. */
import { useEffect, useRef } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { useSession } from '../api/session.ts';
import { startSignIn } from '../api/sign-in.ts';
import { StaffOnly } from '../approval/staff-only.tsx';
import { AboutForm } from '../place/about-form.tsx';
import css from '../place/place.module.css';
import { PolicyChoice } from '../place/policy-choice.tsx';
import { Registration } from '../place/registration.tsx';
import { RulesForm } from '../place/rules-form.tsx';
import { usePlaceSettings } from '../place/settings.ts';
import type { Step } from '../place/steps.ts';
import { stepAfter, stepOf, stepPath, steps } from '../place/steps.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Page } from './page.tsx';

export function Start() {
  const { start: texts } = useTexts();
  const signedIn = useSession((state) => state.signedIn !== null);
  return (
    <Page title={texts.title}>
      {signedIn ? (
        <StaffOnly permission="manage_policy">
          <Steps />
        </StaffOnly>
      ) : (
        <Begin />
      )}
    </Page>
  );
}

const begin = () => void startSignIn({ asStaff: true, back: '/start' }).catch(toastTrouble);
const begunKey = 'fanfare.start';

/** Whoever has just become the owner is signed in on the server's pages, and goes on by itself; once, so that the way back is free. */
function Begin() {
  const { start: texts } = useTexts();
  useEffect(() => {
    const fromSetup = document.referrer.startsWith(`${location.origin}/setup/`);
    if (!fromSetup || sessionStorage.getItem(begunKey) !== null) return;
    sessionStorage.setItem(begunKey, 'yes');
    begin();
  }, []);
  return (
    <section className="card">
      <p>{texts.lead}</p>
      <p className="actions">
        <Button onClick={begin}>{texts.begin}</Button>
      </p>
    </section>
  );
}

function Steps() {
  const { start: texts } = useTexts();
  const [, navigate] = useLocation();
  const step = stepOf(new URLSearchParams(useSearch()).get('step'));
  const { data: settings, error, refetch } = usePlaceSettings();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  // The button that led on is gone: the keyboard goes on with the new step.
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [step]);
  if (settings === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  const after = stepAfter(step);
  const next = () => navigate(after === null ? '/home' : stepPath(after));
  const skip = (
    <Link href={after === null ? '/home' : stepPath(after)} className="button second">
      {texts.skip}
    </Link>
  );
  return (
    <>
      <Progress step={step} />
      <section className={`card ${css.part}`} aria-labelledby="step">
        <p className="fine">{texts.progress(steps.indexOf(step) + 1, steps.length)}</p>
        <h2 id="step" ref={heading} tabIndex={-1}>
          {texts.steps[step].title}
        </h2>
        <p>{texts.steps[step].lead}</p>
        {step === 'about' ? <AboutForm settings={settings} next={next} beside={skip} /> : null}
        {step === 'rules' ? <RulesForm settings={settings} next={next} beside={skip} /> : null}
        {step === 'policy' ? <PolicyChoice next={next} beside={skip} /> : null}
        {step === 'people' ? (
          <>
            <Registration settings={settings} />
            <p className="actions">
              <Button onClick={next}>{texts.finish}</Button>
            </p>
          </>
        ) : null}
      </section>
      <p className="fine">{texts.later}</p>
    </>
  );
}

function Progress({ step }: { step: Step }) {
  const { start: texts } = useTexts();
  const at = steps.indexOf(step);
  return (
    <nav aria-label={texts.stepsLabel}>
      <ol className={css.steps}>
        {steps.map((one, index) => (
          <li key={one}>
            <Link
              href={stepPath(one)}
              className={css.step}
              data-past={index < at}
              aria-current={one === step ? 'step' : undefined}
            >
              <span>{index + 1}</span>
              <span className={css.stepName}>{texts.steps[one].title}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
