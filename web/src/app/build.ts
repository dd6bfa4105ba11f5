/** The client's own files: kept on the device, and taken anew when the server has others. */

const reloadedKey = 'fanfare.reloaded';
const A_WHILE = 30_000;

/**
 * A part of this build is gone from the server, which has a newer one: what is written is kept as a draft, so the page
 * loads anew. When that did not help, the page says what is wrong.
 */
export function reloadForNewBuild(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(reloadedKey) ?? 0);
    if (!navigator.onLine || Date.now() - last < A_WHILE) return;
    sessionStorage.setItem(reloadedKey, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}

/** Browsers allow a worker on https and on this machine's own addresses. It may take a while and nobody waits for it. */
export function installWorker(): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  // Without it everything works but the page that is shown without a connection.
  const install = () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  if (document.readyState === 'complete') install();
  else window.addEventListener('load', install, { once: true });
}
