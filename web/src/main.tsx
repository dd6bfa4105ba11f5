/** Takes over from the page that the server made, once there is something to show in its place. */
import { createRoot } from 'react-dom/client';
import { followOtherTabs } from './api/session.ts';
import { App } from './app/app.tsx';
import { watchArrivals } from './app/arrival.ts';
import { showTheme } from './app/theme.ts';
import { speak } from './texts/index.ts';
import './styles/index.css';

performance.mark('client-start');
followOtherTabs(() => location.reload());
watchArrivals();
showTheme();
const place = document.getElementById('app');
if (place !== null) {
  await speak();
  createRoot(place).render(<App />);
}
