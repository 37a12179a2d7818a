// The service worker of the page without a service: what was read once is there without a network. It also isolates the page from others,
// which browsers ask for before they share memory among threads; few hosts of static files can send these headers.
const KEPT = 'drum-page';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', event => {
  const { method, url } = event.request, { origin, pathname } = new URL(url);
  if (method === 'GET' && origin === location.origin && !pathname.includes('/drums/')) event.respondWith(answer(event.request));
});

async function answer(request) {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.status === 200) await kept.put(request, fresh.clone());
    return isolated(fresh);
  } catch (error) {
    const known = await kept.match(request, { ignoreSearch: true });
    if (known) return isolated(known);
    throw error;
  }
}

function isolated(answer) {
  if (answer.status === 0) return answer;
  const headers = new Headers(answer.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}
