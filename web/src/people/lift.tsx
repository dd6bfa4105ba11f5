/** Takes a block or a mute back: the row goes, and a message says so, with a way back. */
import type { Account } from '../api/entities.ts';
import type { AccountListKey } from '../data/account-lists.ts';
import { accountLists, removeAccountFrom } from '../data/account-lists.ts';
import { queryClient } from '../data/query-client.ts';
import { texts, useLanguage, useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toasts.tsx';
import { act } from './follow-actions.ts';
import css from './lift.module.css';
import { useMuteEnd } from './mute-end.ts';
import { isolated } from './names.ts';
import { nameOf } from './person.ts';

export function Unblock({ account }: { account: Account }) {
  const { settings } = useTexts();
  return (
    <Button look="second" onClick={() => void unblock(account)}>
      {settings.unblock} <bdi className="unseen">{nameOf(account)}</bdi>
    </Button>
  );
}

export function Unmute({ account }: { account: Account }) {
  const { settings } = useTexts();
  const language = useLanguage();
  const end = useMuteEnd(account.id);
  const when =
    end === null
      ? settings.mutedForGood
      : settings.mutedUntil(
          new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
            new Date(end),
          ),
        );
  return (
    <div className={css.mute}>
      <span className="fine">{when}</span>
      <Button look="second" onClick={() => void unmute(account, end)}>
        {settings.unmute} <bdi className="unseen">{nameOf(account)}</bdi>
      </Button>
    </div>
  );
}

async function unblock(account: Account): Promise<void> {
  if (!(await act(account.id, 'unblock'))) return;
  leaveList(accountLists.blocks, account.id);
  const { settings } = texts();
  toast(settings.unblocked(isolated(nameOf(account))), {
    action: { label: settings.undo, run: () => void again(account, 'block', accountLists.blocks) },
  });
}

/** A mute for a time is not begun again: it would last for good. */
async function unmute(account: Account, end: string | null): Promise<void> {
  if (!(await act(account.id, 'unmute'))) return;
  leaveList(accountLists.mutes, account.id);
  const { settings } = texts();
  const action = { label: settings.undo, run: () => void again(account, 'mute', accountLists.mutes) };
  toast(settings.unmuted(isolated(nameOf(account))), end === null ? { action } : {});
}

/** The row goes away under the focus: it goes on with the page. */
function leaveList(key: AccountListKey, id: string): void {
  removeAccountFrom(key, id);
  const heading = document.querySelector<HTMLElement>('#main h1');
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

async function again(account: Account, action: 'block' | 'mute', key: AccountListKey): Promise<void> {
  if (await act(account.id, action)) await queryClient.invalidateQueries({ queryKey: key });
}
