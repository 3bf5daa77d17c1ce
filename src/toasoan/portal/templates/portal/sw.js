// Reading without a connection. Pages come from the line whenever there is one; what was
// read stays in this browser, and nobody is told. Made by portal/views_offline.py.
const told = {{ told }};
const FILES = `files-${told.v}`, PAGES = "pages", PICTURES = "pictures";
const BOUNDS = { [PAGES]: { count: 60, bytes: 3e6 }, [PICTURES]: { count: 150, bytes: 6e6 } };
const PATIENCE = 4000; // Milliseconds; then the copy, if there is one.
const DAY = 86400000;
let asked = 0;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll([...told.files, told.page])));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("files-") && name !== FILES);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (told.not.some((start) => url.pathname.startsWith(start))) return;
  if (request.mode === "navigate") {
    if (url.pathname.endsWith("/")) event.respondWith(page(event, url));
  } else if (told.files.includes(url.pathname) || url.pathname.startsWith(told.static)) {
    event.respondWith(file(event, FILES));
  } else if (url.pathname.startsWith(told.pictures) && !request.headers.has("range")) {
    event.respondWith(file(event, PICTURES));
  }
});

// Names of files change with their content, so a copy is as good as the file. The
// commune's colours alone keep their name: they are asked for, and kept for want of a line.
async function file(event, name) {
  const { request } = event, cache = await caches.open(name);
  const kept = await cache.match(request);
  const lasting = new URL(request.url).pathname.match(/\/crops\/|\.[0-9a-f]{12}\./);
  if (kept && lasting) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.status === 200) event.waitUntil(keep(name, request, answer.clone()));
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function page(event, url) {
  const key = url.origin + url.pathname;
  const live = fromLine(event, url, key);
  event.waitUntil(live.catch(() => {}));
  const kept = url.search ? undefined : await (await caches.open(PAGES)).match(key);
  try {
    const answer = await (kept ? Promise.race([live, patience()]) : live);
    if (answer.status < 500 || !kept) return answer;
  } catch {
    asked = 0; // The next contact asks at once what came down meanwhile.
    if (!kept) return await caches.match(told.page) || Response.error();
  }
  return noted(kept);
}

async function fromLine(event, url, key) {
  const answer = await event.preloadResponse || await fetch(event.request);
  if (answer.status === 404 || answer.status === 410) {
    event.waitUntil(caches.open(PAGES).then((cache) => cache.delete(key)));
  } else if (answer.status === 200 && !answer.redirected && !url.search && url.pathname !== told.page) {
    event.waitUntil(keep(PAGES, key, answer.clone()));
  }
  if (answer.status < 500) event.waitUntil(dropGone());
  return answer;
}

const patience = () => new Promise((_, refuse) => { setTimeout(() => refuse(new Error("slow")), PATIENCE); });

async function keep(name, key, answer) {
  const body = await answer.arrayBuffer();
  const headers = new Headers(answer.headers);
  headers.set("x-saved", Date.now());
  headers.set("x-size", body.byteLength);
  if (name === PAGES) {
    const text = new TextDecoder().decode(body);
    if (text.includes("wagtail-userbar")) return; // Seen by staff, with their tools.
    headers.set("x-title", encodeURIComponent(text.match(/<h1[^>]*>([^<]+)/)?.[1].trim() || ""));
  }
  const cache = await caches.open(name);
  await cache.delete(key);
  try {
    await cache.put(key, new Response(body, { headers }));
  } catch {
    await caches.delete(PICTURES); // The phone is full.
  }
  if (name === PAGES) await trim(PAGES);
}

async function trim(name) {
  const cache = await caches.open(name);
  let { count, bytes } = BOUNDS[name];
  for (const key of (await cache.keys()).reverse()) {
    const { headers } = await cache.match(key) || new Response();
    bytes -= headers.get("x-size");
    count -= 1;
    const old = headers.get("x-saved") < Date.now() - told.days * DAY;
    if (bytes < 0 || count < 0 || old) await cache.delete(key);
  }
}

// What came down goes from here too, and what is too old.
async function dropGone() {
  if (asked > Date.now() - 30000) return;
  asked = Date.now();
  const cache = await caches.open(PAGES);
  const answer = await fetch(told.gone, { cache: "no-cache" });
  if (answer.ok) {
    const { gone } = await answer.json();
    await Promise.all(gone.map((address) => cache.delete(new URL(address, location.origin))));
  }
  await trim(PAGES);
  await trim(PICTURES);
  const own = await fetch(told.page, { cache: "no-cache" });
  if (own.ok) await (await caches.open(FILES)).put(told.page, own);
}

async function noted(kept) {
  const time = new Date(Number(kept.headers.get("x-saved"))).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
  const note = `<p class="note saved" role="status">${told.note.replace("{time}", time)} <a href="">${told.again}</a></p>`;
  const text = await kept.text();
  return new Response(text.replace(/<main[^>]*>/, (main) => main + note), { headers: kept.headers });
}
