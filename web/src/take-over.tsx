/** Takes over from the page that the server made, once there is something to show in its place. */
import { createRoot } from 'react-dom/client';
import { followOtherTabs } from './api/session.ts';
import { App } from './app/app.tsx';
import { watchArrivals } from './app/arrival.ts';
import { installWorker, reloadForNewBuild } from './app/build.ts';
import { watchPerson } from './app/person.ts';
import { prepare } from './app/routes.tsx';
import { showTheme } from './app/theme.ts';
import { speak } from './texts/index.ts';
import './styles/index.css';

export async function takeOver(): Promise<void> {
  showTheme();
  reloadForNewBuild();
  followOtherTabs(() => location.reload());
  watchPerson();
  watchArrivals();
  const place = document.getElementById('app');
  if (place !== null) {
    await Promise.all([speak(), readyToTakeOver()]);
    createRoot(place).render(<App />);
    installWorker();
  }
}

/** What the server wrote stays until there is the same to show; a page that it left empty is filled at once. */
async function readyToTakeOver(): Promise<void> {
  const written = document.querySelector('#main > :not(noscript)') !== null;
  if (written) await Promise.race([prepare(location.pathname), longEnough()]);
}

/** A page that works beats one that waits. */
function longEnough(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 4000));
}
