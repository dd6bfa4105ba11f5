/** What the keys do in lists of posts. */
import { closeWindow } from '../app/windows.ts';
import { useTexts } from '../texts/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import css from './keys-window.module.css';

export function KeysWindow() {
  const { post: texts } = useTexts();
  const keys: [key: string, does: string][] = [
    ['j', texts.keysNext],
    ['k', texts.keysPrevious],
    ['Enter', texts.keysOpen],
    ['r', texts.reply],
    ['b', texts.boost],
    ['f', texts.favourite],
    ['x', texts.keysShow],
    ['?', texts.keysHelp],
    ['Esc', texts.keysClose],
  ];
  return (
    <Dialog title={texts.keys} open close={closeWindow}>
      <dl className={css.keys}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
