/* Small comforts; every screen works without them, save copying and sharing. */
(() => {
  "use strict";

  const show = (element) => {
    element.hidden = false;
  };

  /* A second tap on a slow line must not send the form twice. */
  document.querySelectorAll("form[data-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "yes";
    });
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-once]").forEach((form) => {
      delete form.dataset.sent;
    });
  });

  const copy = async (area) => {
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      /* Pages served without TLS have no clipboard; the old way still works. */
      area.select();
      document.execCommand("copy");
    }
  };

  document.querySelectorAll("[data-copy]").forEach((button) => {
    const area = document.getElementById(button.dataset.copy);
    const label = button.textContent;
    show(button);
    button.addEventListener("click", async () => {
      await copy(area);
      button.textContent = `✓ ${button.dataset.done}`;
      setTimeout(() => {
        button.textContent = label;
      }, 2500);
    });
  });

  const pictureFiles = () =>
    Promise.all(
      [...document.querySelectorAll("[data-share-file]")].map(async (link) => {
        const answer = await fetch(link.href);
        const blob = await answer.blob();
        return new File([blob], link.download, { type: blob.type });
      }),
    );

  document.querySelectorAll("[data-share]").forEach((button) => {
    if (!navigator.share) return;
    const area = document.getElementById(button.dataset.share);
    /* The share sheet must open within a tap, so the files are fetched before. */
    let files = [];
    pictureFiles().then(
      (found) => {
        files = found;
      },
      () => {},
    );
    show(button);
    button.addEventListener("click", async () => {
      const whole = { text: area.value, files };
      const parts =
        files.length && navigator.canShare?.(whole) ? whole : { text: area.value };
      try {
        await navigator.share(parts);
      } catch (error) {
        if (error.name !== "AbortError") await copy(area);
      }
    });
  });

  const script = document.querySelector("[data-script]");
  if (script) {
    const KEY = "desk-type-size";
    const STEPS = [0.8, 1, 1.25, 1.5, 1.8, 2.2];
    let step = 1;
    try {
      step = Number(localStorage.getItem(KEY) ?? 1);
    } catch {
      /* Storage may be switched off. */
    }
    const apply = () => {
      step = Math.min(STEPS.length - 1, Math.max(0, Math.round(step) || 0));
      script.style.setProperty("--type-size", STEPS[step]);
    };
    apply();
    document.querySelectorAll("[data-type-size]").forEach((button) => {
      show(button);
      button.addEventListener("click", () => {
        step += Number(button.dataset.typeSize);
        apply();
        try {
          localStorage.setItem(KEY, String(step));
        } catch {
          /* Storage may be switched off. */
        }
      });
    });

    const stayAwake = async () => {
      if (!navigator.wakeLock || document.visibilityState !== "visible") return;
      try {
        await navigator.wakeLock.request("screen");
        document.querySelectorAll("[data-awake]").forEach(show);
      } catch {
        /* Low battery: the phone may refuse. */
      }
    };
    stayAwake();
    document.addEventListener("visibilitychange", stayAwake);
  }

  document.querySelectorAll("[data-print]").forEach((button) => {
    show(button);
    button.addEventListener("click", () => window.print());
  });
})();
