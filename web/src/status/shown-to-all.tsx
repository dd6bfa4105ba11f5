/** Whether everybody may see what works. */
import { Check } from '../ui/check.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { useShownToAll, useShowToAll } from './status.ts';
import { useStatusTexts } from './words.ts';

export function ShownToAll() {
  const words = useStatusTexts();
  const { data: shown } = useShownToAll();
  const { mutate, isPending, variables } = useShowToAll();
  if (shown === undefined) return null;
  return (
    <section className="card" aria-labelledby="status-shown">
      <h2 id="status-shown">{words.shown}</h2>
      <Check
        label={words.showToAll}
        hint={words.showToAllHint}
        checked={isPending ? variables : shown}
        change={(wanted) => mutate(wanted, { onError: toastTrouble })}
      />
    </section>
  );
}
