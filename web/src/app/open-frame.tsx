/** Around the pages for whoever is signed out: as the server makes it (packages/http, layout.ts), so that nothing jumps. */
import { startSignIn } from '../api/sign-in.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { Brand } from './brand.tsx';
import css from './open-frame.module.css';
import { PlaceLink } from './place-link.tsx';
import { useOpenPlaces } from './places.ts';

export function OpenHeader() {
  const { site } = useTexts();
  const places = useOpenPlaces();
  return (
    <header className="top">
      <Brand />
      <nav className={css.ways} aria-label={site.navigation}>
        <ul>
          {places.map((place) => (
            <li key={place.path}>
              <PlaceLink place={place} />
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
      <a href="/api/openapi.json">API</a>
      <span>{site.runsOn}</span>
    </footer>
  );
}
