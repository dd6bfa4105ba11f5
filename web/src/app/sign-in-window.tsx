/** Shown to whoever presses, without an account, what needs one. */
import { startSignIn } from '../api/sign-in.ts';
import { useInstance } from '../data/me.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { closeWindow } from './windows.ts';

export function SignInWindow() {
  const { post: texts, site } = useTexts();
  const { data: instance } = useInstance();
  return (
    <Dialog title={texts.signInTitle} open close={closeWindow}>
      <p>{texts.signInText}</p>
      <p className="actions">
        <Button onClick={() => void startSignIn().catch(toastTrouble)}>{site.signIn}</Button>
        {instance?.registrations.enabled === true ? (
          <Button look="second" onClick={() => void startSignIn({ newAccount: true }).catch(toastTrouble)}>
            {site.signUp}
          </Button>
        ) : null}
      </p>
    </Dialog>
  );
}
