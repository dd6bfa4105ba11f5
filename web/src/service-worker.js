/**
 * Keeps the client's own files, which never change under their names, and a page for when the server cannot be reached.
 * No answer of the API is kept: what may be seen changes, and a shared device must not remember what somebody read.
 */
const build = '__BUILD__';
const files = ['__FILES__'];
const offline = '/offline';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(build)
      .then((cache) => cache.addAll([...files, offline]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== build).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

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
  if (answer.ok) (await caches.open(build)).put(request, answer.clone());
  return answer;
}
