/**
 * Keeps the client's own files, which never change under their names, and a page for when the server cannot be reached.
 * No answer of the API is kept: what may be seen changes, and a shared device must not remember what somebody read.
 */
const build = '__BUILD__';
const files = ['__FILES__'];
const offline = '/offline';
/** This build's and the one before: a window that is still open goes on with the files it began with. */
const KEPT_BUILDS = 2;

self.addEventListener('install', (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

async function fill() {
  const cache = await caches.open(build);
  const answer = await fetch(offline, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${offline} answers ${answer.status}`);
  const page = await answer.clone().text();
  const assets = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  await Promise.all([cache.put(offline, answer), cache.addAll([...new Set([...files, ...assets])])]);
}

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

/** Names come in the order in which the caches were made. */
async function forgetOld() {
  const others = (await caches.keys()).filter((name) => name !== build);
  const old = others.slice(0, Math.max(0, others.length - (KEPT_BUILDS - 1)));
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match(offline)));
  } else if (url.pathname.startsWith('/app/') || url.pathname.startsWith('/assets/')) {
    event.respondWith(kept(request));
  }
});

async function kept(request) {
  const found = await caches.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(build)).put(request, answer.clone());
  return answer;
}
