// The service worker: holds one whole build on the device, so that the app starts with no network.
//
// Invariants
//   - A build is held whole or not at all: each file is checked against its SHA-256 before it is kept, so that
//     neither a cut download nor a captive portal's page can end up in the cache.
//   - A page, its scripts and its texts come from the same build. A new build waits until it is told to take over.
//   - /api and everything that is not a plain GET of this site goes to the network untouched, but for what another app
//     shares with this one.
//
// The build writes the two lines below. FILES: path → SHA-256 in hexadecimal.
const BUILD = "dev";
const FILES = {};

const PREFIX = 'thidua-';
const CACHE = PREFIX + BUILD;
const COMPLETE = '/.complete'; // Kept in a cache as the last entry: without it the cache is a cut attempt.
const LEFT_ALONE = /^\/(api\/|healthz$|readyz$|metrics$|sw\.js$)/;
const AT_ONCE = 6;
const ANY = { ignoreVary: true }; // What is kept is the decoded file; how it travelled does not matter.

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', onFetch);
self.addEventListener('message', onMessage);
self.addEventListener('push', (event) => event.waitUntil(notify(event.data)));
self.addEventListener('notificationclick', onNotificationClick);

async function install() {
  const cache = await caches.open(CACHE);
  const paths = Object.keys(FILES);
  try {
    const next = async () => {
      for (let path = paths.pop(); path; path = paths.pop()) await keep(cache, path);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    await cache.put(COMPLETE, new Response(BUILD));
  } catch (error) {
    paths.length = 0;
    await caches.delete(CACHE);
    throw error; // The browser drops this worker and tries again at the next check.
  }
}

// Puts one file of this build into its cache: from an older build if the name is bound to the content, else from the network.
async function keep(cache, path) {
  if (path.startsWith('/assets/')) {
    const had = await caches.match(path, ANY);
    if (had && (await digest(had.clone())) === FILES[path]) return cache.put(path, had);
  }
  // What has its digest in its name may come from the browser's own cache; the rest is asked for anew.
  let response = await load(path, path.startsWith('/assets/') ? 'default' : 'no-cache');
  // Something between here and the server may hold an old or a foreign answer: ask once more, past every cache.
  if (!response) response = await load(path, 'reload');
  if (!response) throw new Error(`thidua: ${path} is not the file of build ${BUILD}`);
  await cache.put(path, response);
}

// The file, or nothing when what came is not exactly it.
async function load(path, cache) {
  const response = await fetch(path, { cache, redirect: 'error', credentials: 'same-origin' });
  if (!response.ok) return null;
  return (await digest(response.clone())) === FILES[path] ? response : null;
}

async function digest(response) {
  const bytes = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Keeps this build and the one before it: a window that still runs the old build may yet ask for a rare file of it.
async function activate() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const whole = [];
  for (const name of others) {
    if (await (await caches.open(name)).match(COMPLETE)) whole.push(name);
  }
  const before = whole.at(-1);
  await Promise.all(others.filter((name) => name !== before).map((name) => caches.delete(name)));
  await self.clients.claim();
}

function onFetch(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === 'POST' && url.origin === self.location.origin && url.pathname === '/chia-se') {
    return event.respondWith(share(request));
  }
  if (request.method !== 'GET' || url.origin !== self.location.origin || LEFT_ALONE.test(url.pathname)) return;
  const isFile = url.pathname.startsWith('/assets/') || (url.pathname !== '/' && url.pathname in FILES);
  if (isFile) event.respondWith(file(url.pathname, request));
  else if (request.mode === 'navigate') event.respondWith(page(request));
}

// Every address inside the app is the same page; the app reads the address itself.
async function page(request) {
  const held = (await newestPage()) || (await (await caches.open(CACHE)).match('/', ANY));
  if (held) return held;
  try {
    return await fetch(request);
  } catch {
    return new Response(LOST, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
}

// With no window open nobody is at work: the page of a build that waits is taken, and lets its worker take over. Its files
// are found whichever worker is asked, because their names say what is in them.
async function newestPage() {
  if (!self.registration.waiting || (await countWindows()) > 0) return null;
  const newest = (await caches.keys()).filter((name) => name.startsWith(PREFIX)).at(-1);
  if (!newest || newest === CACHE) return null;
  const cache = await caches.open(newest);
  return (await cache.match(COMPLETE)) && cache.match('/', ANY);
}

async function file(path, request) {
  const held = (await (await caches.open(CACHE)).match(path, ANY)) || (await caches.match(path, ANY));
  return held || fetch(request);
}

// Only when the browser has thrown the cache away and there is no network either.
const LOST =
  '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
  '<title>Thi đua</title><h1>Thi đua</h1><p>Trình duyệt đã xóa phần mềm đã lưu trên máy này và hiện không có mạng. ' +
  'Hãy mở lại khi có mạng. Nội dung đồng chí đã viết được lưu riêng, không bị xóa theo.</p>';

function onMessage(event) {
  const answer = (data) => (event.ports[0] ?? event.source)?.postMessage(data);
  switch (event.data?.type) {
    case 'build':
      answer({ type: 'build', build: BUILD });
      break;
    case 'clients':
      event.waitUntil(countWindows().then((count) => answer({ type: 'clients', count })));
      break;
    case 'shared':
      event.waitUntil(shared().then((files) => answer({ type: 'shared', files })));
      break;
    case 'shared-gone': // Whoever shared them has signed out.
      event.waitUntil(clearShelf().then(() => answer({ type: 'shared-gone' })));
      break;
    case 'shared-done':
      event.waitUntil(shelf('readwrite', (store) => event.data.keys.map((key) => store.delete(key))).then(() => answer({ type: 'shared-done' })));
      break;
    case 'skip-waiting':
      event.waitUntil(self.skipWaiting());
      break;
  }
}

// ---- files that another app shares: they lie on a shelf until a form has taken them in, or somebody puts them away ----

const SHELF = 'thidua.shared';
const SHARED_FILES = 40; // Any page can send files here.
const SHARED_BYTES = 300e6;

async function share(request) {
  try {
    const files = (await request.formData()).getAll('files').filter((file) => file instanceof File);
    const known = (await shared()).map(({ file }) => file);
    const bytes = [...known, ...files].reduce((sum, file) => sum + file.size, 0);
    if (known.length + files.length > SHARED_FILES || bytes > SHARED_BYTES) throw new Error('too much');
    await shelf('readwrite', (store) => files.map((file) => store.add({ file, at: Date.now() })));
    return Response.redirect('/hoat-dong/moi', 303);
  } catch {
    return Response.redirect('/hoat-dong/moi?chia-se=hong', 303);
  }
}

// The shelf is made for the first file only: a database whose making is cut off may not open again (`boot.js`).
async function hasShelf() {
  const known = await indexedDB.databases?.();
  return !known || known.some(({ name }) => name === SHELF);
}

async function clearShelf() {
  if (await hasShelf()) await shelf('readwrite', (store) => [store.clear()]);
}

// What lies there, each with its key.
async function shared() {
  if (!(await hasShelf())) return [];
  const [keys, all] = await shelf('readonly', (store) => [store.getAllKeys(), store.getAll()]);
  return keys.result.map((key, at) => ({ key, file: all.result[at].file }));
}

// Runs requests in one transaction. Answers them when it is complete.
function shelf(mode, use) {
  return new Promise((done, failed) => {
    const open = indexedDB.open(SHELF, 1);
    open.onupgradeneeded = () => open.result.createObjectStore('files', { autoIncrement: true });
    open.onerror = () => failed(open.error);
    open.onsuccess = () => {
      const db = open.result;
      const transaction = db.transaction('files', mode, { durability: 'strict' });
      const asked = use(transaction.objectStore('files'));
      transaction.oncomplete = () => done(asked);
      transaction.onabort = () => failed(transaction.error);
      db.close();
    };
  });
}

// What a push says is one word: nothing personal goes through a foreign service, or onto a locked screen.
const CALLS = {
  waits: 'Có việc chờ đồng chí xử lý.',
  returned: 'Hồ sơ của đồng chí được trả lại để bổ sung.',
  confirmed: 'Hoạt động của đồng chí đã được xác nhận.',
};

// Every push shows something, as browsers demand: a word of a newer server is told in general.
async function notify(data) {
  const kind = callOf(data);
  const icon = Object.keys(FILES).find((path) => path.includes('/icon-192'));
  const tag = `${PREFIX}${kind ?? 'news'}`; // A newer one takes the place of an older one of its kind.
  await self.registration.showNotification('Thi đua', { body: CALLS[kind] ?? 'Có nội dung mới.', tag, icon, lang: 'vi' });
}

function callOf(data) {
  try {
    const { kind } = data.json();
    return Object.hasOwn(CALLS, kind) ? kind : null;
  } catch {
    return null;
  }
}

function onNotificationClick(event) {
  event.notification.close();
  event.waitUntil(show());
}

async function show() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find((one) => one.visibilityState === 'visible') ?? windows[0];
  await (open ? open.focus() : self.clients.openWindow('/'));
}

async function countWindows() {
  return (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).length;
}
