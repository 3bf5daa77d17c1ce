// The pages kept in this browser, newest first. They never leave it.
const place = document.querySelector("[data-saved]");
const clear = document.querySelector("[data-clear]");

async function kept() {
  if (!("caches" in window)) return [];
  const cache = await caches.open("pages");
  const found = await Promise.all((await cache.keys()).map(async ({ url }) => {
    const { headers } = await cache.match(url);
    return { url, at: Number(headers.get("x-saved")), title: decodeURIComponent(headers.get("x-title") || "") };
  }));
  return found.sort((one, other) => other.at - one.at);
}

function line({ url, at, title }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const time = document.createElement("time");
  link.href = url;
  link.textContent = title || new URL(url).pathname;
  time.className = "meta";
  time.dateTime = new Date(at).toISOString();
  time.textContent = new Date(at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
  item.append(link, " ", time);
  return item;
}

async function show() {
  const pages = await kept();
  place.replaceChildren(...pages.map(line));
  document.querySelector("[data-none]").hidden = pages.length > 0;
  document.querySelector("[data-some]").hidden = pages.length === 0;
}

if (place) {
  show();
  document.querySelector("[data-offline]").hidden = navigator.onLine;
  clear.addEventListener("click", async () => {
    await Promise.all(["pages", "pictures"].map((name) => caches.delete(name)));
    await show();
  });
}
