/** Which keys do what in the queue, and the switch that turns them off. */
import { useTexts } from '../texts/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import css from './keys-dialog.module.css';
import { useKeysWanted } from './review-keys.ts';

export function KeysDialog({ open, close }: { open: boolean; close(): void }) {
  const { approval: words } = useTexts();
  const on = useKeysWanted((state) => state.on);
  return (
    <Dialog title={words.keys.title} open={open} close={close}>
      <dl className={css.keys}>
        {Object.entries(words.keys.list).map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => useKeysWanted.setState({ on: event.target.checked })}
        />
        <span>{words.keys.on}</span>
      </label>
    </Dialog>
  );
}
