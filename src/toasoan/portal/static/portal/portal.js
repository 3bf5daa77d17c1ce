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

function address() {
  return document.querySelector("link[rel=canonical]")?.href || location.href;
}
