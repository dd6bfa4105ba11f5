/** What belongs to the account and not to this app: the server's own pages, which all apps share. And the way out. */
import { ExternalLink, LogOut } from 'lucide-react';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { leave } from './leave.ts';
import css from './settings.module.css';

export function AccountLinks() {
  const { settings: texts, site } = useTexts();
  return (
    <>
      <p>{texts.accountMore}</p>
      <p className="actions">
        <a className={`button second ${css.icon}`} href="/account">
          <ExternalLink aria-hidden="true" size={18} /> {texts.toAccount}
        </a>
        <Button look="danger" className={css.icon} onClick={leave}>
          <LogOut aria-hidden="true" size={18} /> {site.signOut}
        </Button>
      </p>
    </>
  );
}
