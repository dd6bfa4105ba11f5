/** Whether people can make accounts by themselves, kept at once, and the link to give them. */
import { Copy, Share2 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { toast, toastTrouble } from '../ui/toasts.tsx';
import css from './place.module.css';
import type { PlaceSettings } from './settings.ts';
import { signUpLink, useChangePlace } from './settings.ts';

export function Registration({ settings }: { settings: PlaceSettings }) {
  const { place: texts } = useTexts();
  const { mutateAsync } = useChangePlace();
  // Shown as chosen at once, and taken back when the server refused.
  const [ahead, setAhead] = useState<'open' | 'closed' | null>(null);
  const kept = settings.registrationsOpen ? 'open' : 'closed';
  const shown = ahead ?? kept;

  function choose(registrations: 'open' | 'closed'): void {
    setAhead(registrations);
    mutateAsync({ registrations })
      .catch(toastTrouble)
      .finally(() => setAhead(null));
  }

  return (
    <>
      <Choice<'open' | 'closed'>
        label={texts.registration}
        options={[
          { value: 'open', label: texts.open, hint: texts.openHint },
          { value: 'closed', label: texts.closed, hint: texts.closedHint },
        ]}
        chosen={shown}
        choose={choose}
      />
      {shown === 'open' ? <SignUpLink title={settings.title} /> : null}
    </>
  );
}

function SignUpLink({ title }: { title: string }) {
  const { place: texts } = useTexts();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const link = signUpLink();

  async function copy(): Promise<void> {
    field.current?.select();
    // On a plain http address browsers let no page write to the clipboard: the link is marked, ready to be copied.
    if (navigator.clipboard === undefined) {
      toast(texts.copyYourself);
      return;
    }
    await navigator.clipboard.writeText(link);
    toast(texts.copied);
  }

  return (
    <div className="field">
      <label htmlFor={id}>{texts.link}</label>
      <div className={css.link}>
        <input
          ref={field}
          id={id}
          readOnly
          value={link}
          dir="ltr"
          onFocus={(event) => event.target.select()}
        />
        <Button look="second" className={css.icon} onClick={() => void copy().catch(toastTrouble)}>
          <Copy aria-hidden="true" size={18} /> {texts.copy}
        </Button>
        {navigator.share === undefined ? null : (
          <Button
            look="second"
            className={css.icon}
            onClick={() => void navigator.share({ title, url: link }).catch(unlessCancelled)}
          >
            <Share2 aria-hidden="true" size={18} /> {texts.share}
          </Button>
        )}
      </div>
      <p className="fine">{texts.linkHint}</p>
    </div>
  );
}

/** Whoever closes the share sheet again wanted just that. */
function unlessCancelled(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'AbortError')) toastTrouble(error);
}
