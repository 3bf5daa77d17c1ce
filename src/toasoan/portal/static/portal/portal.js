// The portal works without this; it only shows what needs it.
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address());
    button.textContent = `✓ ${button.dataset.done}`;
    setTimeout(() => { button.textContent = words; }, 3000);
  });
});

document.querySelectorAll("[data-share]").forEach((button) => {
  if (!navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ title: document.querySelector("h1").textContent, url: address() })
      .catch(() => {});
  });
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// The size of text is kept in this browser alone; nobody is told.
const larger = document.querySelector(".text-size");
const sizes = ["", "large", "larger"];
function showText(size) {
  document.documentElement.dataset.text = size;
  larger.setAttribute("aria-pressed", String(size !== ""));
}
if (larger) {
  let kept = "";
  try { kept = localStorage.getItem("text") || ""; } catch { /* a private window */ }
  showText(kept);
  larger.addEventListener("click", () => {
    const now = document.documentElement.dataset.text;
    const next = sizes[(sizes.indexOf(now) + 1) % sizes.length];
    showText(next);
    try { localStorage.setItem("text", next); } catch { /* a private window */ }
  });
}

function address() {
  return document.querySelector("link[rel=canonical]")?.href || location.href;
}

// What was read can be read again without a connection; the worker stays in this browser.
if ("serviceWorker" in navigator && !document.querySelector("wagtail-userbar")) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/sw.js").catch(() => { /* a private window */ });
  });
}
