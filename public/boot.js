// Starts the app, says in plain words when that fails, and looks after updates.
//
//   waiting build? ── this page is of it ──▶ let it take over
//        │         └─ only window ──▶ let it take over, reload once     (before the app starts, never after)
//        │ no / other windows / too slow
//        ▼
//   start the app ──▶ register sw.js ──▶ a new build waits: window.__thiduaUpdate, event 'thidua:update'
//
// Invariant: once the app has started, nothing here reloads the page.

const assets = JSON.parse(meta('thidua-assets') || '{}');
const HOUR = 3600_000;
const UPDATED = 'thidua-updated-from';

let registration = null;
let lastCheck = Date.now();

if (knowsSomebody()) document.getElementById('boot')?.classList.add('boot-known');
window.__thiduaUpdate = false;
window.__thiduaCheckUpdate = checkUpdate;
window.__thiduaHas = hasDatabase;
window.__thiduaFiles = (name) => within(3000, countFiles(name)).catch(() => 0);
window.__thiduaImport = (url) => import(url);
keepInstallOffer();
start();

// Invariant: no database is made to find out what is in it. In Chromium one whose making is cut off, because its page goes
// away, is not opened again for as long as the browser runs.
async function hasDatabase(name) {
  const known = await indexedDB.databases?.();
  return !known || known.some((one) => one.name === name);
}

// How many photos are on this device only: the sync chip tells it before the code of photos is here.
async function countFiles(name) {
  if (!(await hasDatabase(name))) return 0;
  return new Promise((done, failed) => {
    const open = indexedDB.open(name);
    open.onupgradeneeded = () => open.transaction.abort();
    open.onerror = () => failed(open.error);
    open.onsuccess = () => {
      const marks = open.result.transaction('info').objectStore('info').count(IDBKeyRange.bound('due:', 'due;'));
      marks.onsuccess = () => done(marks.result);
      marks.onerror = () => failed(marks.error);
      open.result.close();
    };
  });
}

function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.content;
}

async function start() {
  if (typeof WebAssembly !== 'object' || typeof WebAssembly.instantiate !== 'function') {
    return fail('Trình duyệt này thiếu hoặc đang chặn tính năng WebAssembly nên không mở được phần mềm Thi đua. Hãy cập nhật trình duyệt; nếu vẫn không mở được, báo cán bộ quản trị.');
  }
  if (await takeOverWaitingBuild()) return;
  if (!storageWorks()) {
    const go = await ask(
      'Trình duyệt không cho lưu trên máy này (có thể do đang ở chế độ ẩn danh). Nếu vẫn mở, những gì viết ra sẽ mất khi đóng trang.',
      [['Thử lại', 'again'], ['Vẫn mở, không lưu', 'go']],
    );
    if (go === 'again') return location.reload();
    words('Đang mở…');
  }
  await startApp();
  registerWorker();
}

async function startApp() {
  const slow = setTimeout(() => words('Mạng chậm, vẫn đang tải… Lần sau mở sẽ nhanh, cả khi không có mạng.'), 6000);
  try {
    // A browser may abort a fetch for no fault of anybody's: once more, before it is told. What ran and broke is not run again.
    await loadApp().catch(async (error) => {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      await new Promise((later) => setTimeout(later, 300));
      await loadApp();
    });
    removeSkeleton();
  } catch (error) {
    fail('Chưa tải được phần mềm Thi đua, có thể do mạng gián đoạn. Dữ liệu đã lưu trên máy vẫn còn nguyên. Kiểm tra mạng rồi chọn “Thử lại”.', error);
  } finally {
    clearTimeout(slow);
  }
}

async function loadApp() {
  const app = await import(assets['app.js']);
  await app.default({ module_or_path: assets['app.wasm'] });
}

// The app draws beside the skeleton; the skeleton goes in the same frame as the first thing drawn.
function removeSkeleton() {
  const drawn = () => [...document.body.children].some((e) => e.id !== 'boot' && !['SCRIPT', 'NOSCRIPT'].includes(e.tagName));
  const boot = document.getElementById('boot');
  if (!boot || drawn()) return boot?.remove();
  setTimeout(() => words('Trình duyệt chưa mở xong nơi lưu dữ liệu trên máy này, phần mềm vẫn đang chờ…'), 5000);
  const observer = new MutationObserver(() => {
    if (!drawn()) return;
    observer.disconnect();
    boot.remove();
  });
  observer.observe(document.body, { childList: true });
}

function knowsSomebody() {
  try {
    return localStorage.getItem('thidua.person') !== null;
  } catch {
    return false;
  }
}

function storageWorks() {
  try {
    return 'indexedDB' in window && indexedDB !== null;
  } catch {
    return false; // Some browsers throw when storage is blocked for the site.
  }
}

// The browser may offer to install before there is an app to show the offer.
function keepInstallOffer() {
  const keep = (offer) => {
    window.__thiduaInstall = offer;
    window.dispatchEvent(new CustomEvent('thidua:install'));
  };
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    keep(event);
  });
  window.addEventListener('appinstalled', () => keep(null));
}

// ---- words and buttons before there is an app ----

function words(text) {
  const element = document.getElementById('boot-words');
  if (element) element.textContent = text;
}

function ask(text, choices) {
  words(text);
  const place = document.getElementById('boot-actions');
  return new Promise((resolve) => {
    place.replaceChildren(
      ...choices.map(([label, value]) => {
        const button = document.createElement('button');
        button.className = 'boot-button';
        button.type = 'button';
        button.textContent = label;
        button.addEventListener('click', () => {
          place.replaceChildren();
          resolve(value);
        });
        return button;
      }),
    );
  });
}

async function fail(text, error) {
  const boot = document.getElementById('boot');
  // Without the skeleton the app is on screen and speaks for itself.
  if (!boot) return console.error(error);
  boot.classList.add('boot-failed');
  if (error) {
    console.error(error);
    const detail = document.createElement('p');
    detail.className = 'boot-detail';
    detail.textContent = `Thông tin kỹ thuật gửi cán bộ quản trị: ${error} · phiên bản ${meta('thidua-build')}`;
    document.getElementById('boot-actions').after(detail);
  }
  await ask(text, [['Thử lại', 'again']]);
  location.reload();
}

// ---- updates ----

// Lets a waiting build take over when this is its only window. True when the page is about to reload.
async function takeOverWaitingBuild() {
  if (!('serviceWorker' in navigator)) return false;
  try {
    const known = await within(1000, navigator.serviceWorker.getRegistration());
    const waiting = known?.waiting;
    // Without a controller this page already comes from the network: nothing to replace.
    if (!waiting || !navigator.serviceWorker.controller) return false;
    const here = meta('thidua-build');
    if ((await within(1000, tell(waiting, 'build'))).build === here) {
      tell(waiting, 'skip-waiting').catch(() => {});
      return false;
    }
    // The same build a second time means that the take-over did not help: start what there is.
    if (sessionStorage.getItem(UPDATED) === here) return false;
    const { count } = await within(1000, tell(waiting, 'clients'));
    if (count !== 1) return false;
    sessionStorage.setItem(UPDATED, here);
    const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
    tell(waiting, 'skip-waiting').catch(() => {});
    await within(3000, changed);
    location.reload();
    return true;
  } catch {
    return false; // Too slow or refused: an update is never worth a start.
  }
}

async function registerWorker() {
  if (!('serviceWorker' in navigator)) return;
  try {
    registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  } catch (error) {
    return console.warn('thidua: no service worker', error);
  }
  if (registration.waiting && navigator.serviceWorker.controller) announce();
  if (registration.installing) watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && Date.now() - lastCheck > HOUR) checkUpdate();
  });
}

function watch(worker) {
  // The first worker ever activates by itself; only one that replaces another waits.
  worker?.addEventListener('statechange', () => {
    if (worker.state === 'installed' && registration.active) announce();
  });
}

function announce() {
  window.__thiduaUpdate = true;
  window.dispatchEvent(new CustomEvent('thidua:update'));
}

// Asks the server for a newer build. Answers 'waiting' (applied at the next start), 'current', 'failed' (it came,
// but not whole; tried again later), 'offline' or 'unsupported'.
async function checkUpdate() {
  if (!registration) return 'unsupported';
  lastCheck = Date.now();
  try {
    await registration.update();
  } catch {
    return registration.waiting ? 'waiting' : 'offline';
  }
  const coming = registration.installing;
  if (coming) await settled(coming);
  if (registration.waiting) return 'waiting';
  return coming?.state === 'redundant' ? 'failed' : 'current';
}

function settled(worker) {
  return new Promise((resolve) => {
    const look = () => worker.state !== 'installing' && resolve();
    worker.addEventListener('statechange', look);
    look();
  });
}

// Sends a message to a worker and gives its answer.
function tell(worker, type) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ type }, [channel.port2]);
  });
}

function within(milliseconds, promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(reject, milliseconds, new Error('too slow')))]);
}
