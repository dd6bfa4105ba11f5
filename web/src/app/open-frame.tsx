/** Around the pages for whoever is signed out: as the server makes it (packages/http, layout.ts), so that nothing jumps. */
import { Link } from 'wouter';
import { startSignIn } from '../api/sign-in.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { Brand } from './brand.tsx';
import { useOpenPlaces } from './places.ts';
import { Way } from './way.tsx';

export function OpenHeader() {
  const { site } = useTexts();
  const places = useOpenPlaces();
  return (
    <header className="top">
      <Brand />
      <nav className="ways" aria-label={site.navigation}>
        <ul>
          {places.map(({ path, label, icon: Icon }) => (
            <li key={path}>
              <Way to={path}>
                <Icon className="sign" aria-hidden="true" />
                <span>{label}</span>
              </Way>
            </li>
          ))}
        </ul>
        <Button className="small" onClick={() => void startSignIn({ back: '/home' }).catch(toastTrouble)}>
          {site.signIn}
        </Button>
      </nav>
    </header>
  );
}

export function OpenFooter() {
  const { site } = useTexts();
  return (
    <footer className="bottom">
      <Link href="/">{site.about}</Link>
      <a href="/account">{site.account}</a>
      <a href="/api/openapi.json">API</a>
      <span>{site.runsOn}</span>
    </footer>
  );
}
