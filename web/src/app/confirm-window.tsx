/** Asks before what cannot be undone. */
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { Confirmation } from './windows.ts';
import { closeWindow } from './windows.ts';

export function ConfirmWindow({ of: { title, text, action, run } }: { of: Confirmation }) {
  const { dialog } = useTexts();

  function confirm(): void {
    closeWindow();
    run();
  }

  return (
    <Dialog title={title} open close={closeWindow}>
      <p>{text}</p>
      <p className="actions">
        <Button look="danger" onClick={confirm}>
          {action}
        </Button>
        <Button look="second" onClick={closeWindow}>
          {dialog.cancel}
        </Button>
      </p>
    </Dialog>
  );
}
