/* Comforts of the plan pages; every one of them works without this file too. */
(() => {
  "use strict";

  const NARROW = window.matchMedia("(width < 64rem)");
  const page = document.querySelector("[data-plan-check]");
  const form = page && page.querySelector("form");

  /* One pane at a time on a phone. */
  const tabs = [...document.querySelectorAll("[data-plan-show]")];
  let came = null; // the value one came from, to return to it

  const show = (pane) => {
    if (!page || page.dataset.shown === pane) return;
    page.dataset.shown = pane;
    tabs.forEach((tab) => {
      tab.setAttribute("aria-current", String(tab.dataset.planShow === pane));
    });
    if (NARROW.matches && pane === "understood" && came) {
      came.scrollIntoView({ block: "center" });
    }
  };

  tabs.forEach((tab) => {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      show(tab.dataset.planShow);
    });
  });
  if (page) show("understood");

  /* From a value to its line, and from a line to its finding. */
  const point = (target) => {
    if (!target) return;
    document.querySelectorAll(".plan-line--shown").forEach((line) => {
      line.classList.remove("plan-line--shown");
    });
    const pane = target.closest("[data-plan-pane]");
    if (pane) show(pane.dataset.planPane);
    target.classList.add("plan-line--shown");
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-plan-line], [data-plan-finding]");
    if (!link) return;
    event.preventDefault();
    if (form && form.contains(link)) came = link;
    point(document.getElementById(link.hash.slice(1)));
  });

  const errors = document.querySelector("[data-plan-errors]");
  if (errors) {
    (document.querySelector(".plan-field--wrong :is(input, select, textarea)") || errors).focus();
  }

  /* New rows without asking the server. */
  const addRow = (button) => {
    const name = button.dataset.planAdd;
    const empty = document.querySelector(`template[data-plan-empty="${name}"]`);
    const total = form.elements[`${name}-TOTAL_FORMS`];
    const rows = button.closest("fieldset, details, section").querySelector(`[data-plan-rows="${name}"]`);
    if (!empty || !total || !rows) return false;
    const made = document.createElement("div");
    made.innerHTML = empty.innerHTML
      .replaceAll("__prefix__", total.value)
      .replaceAll("__owner__", button.dataset.owner || "");
    const row = made.firstElementChild;
    rows.append(row);
    total.value = Number(total.value) + 1;
    const first = row.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
    return true;
  };

  if (form) {
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-plan-add]");
      if (button && addRow(button)) {
        event.preventDefault();
        save();
      }
    });
  }

  /* What was corrected is kept on this machine until it is confirmed. */
  const KEY = "toasoan-plan-";
  const kept = (owner) => {
    try {
      return JSON.parse(localStorage.getItem(KEY + owner));
    } catch {
      return null;
    }
  };
  const forget = (owner) => {
    try {
      localStorage.removeItem(KEY + owner);
    } catch {
      /* A browser that keeps nothing has nothing to forget. */
    }
  };

  function save() {
    const fields = [...new FormData(form)].filter(
      ([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string",
    );
    try {
      const at = new Date().toISOString();
      localStorage.setItem(KEY + page.dataset.planCheck, JSON.stringify({ at, fields }));
    } catch {
      /* No room or not allowed: then the page itself is all there is. */
    }
  }

  if (form) {
    let soon = 0;
    const saveSoon = () => {
      clearTimeout(soon);
      soon = setTimeout(save, 800);
    };
    form.addEventListener("input", saveSoon);
    form.addEventListener("change", saveSoon);
  }

  const textOf = (saved) => (saved.fields.find(([name]) => name === "text") || ["", ""])[1];
  const plain = (text) => text.replaceAll("\r\n", "\n").trim();

  const bringBack = (notice, saved) => {
    const again = document.createElement("form");
    again.method = "post";
    again.enctype = "multipart/form-data";
    again.action = notice.dataset.action;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    [...saved.fields, ["csrfmiddlewaretoken", token]].forEach(([name, value]) => {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      again.append(field);
    });
    again.hidden = true;
    document.body.append(again);
    again.submit();
  };

  document.querySelectorAll("[data-plan-saved]").forEach((notice) => {
    const owner = notice.dataset.planSaved;
    const saved = kept(owner);
    const same = !form || (saved && plain(textOf(saved)) === plain(form.elements.text.value));
    if (!saved || !same || (form && !("planFresh" in notice.dataset))) return;
    notice.querySelector("[data-plan-saved-at]").textContent = new Date(saved.at).toLocaleString(
      document.documentElement.lang || "vi",
    );
    notice.hidden = false;
    notice.querySelector("[data-plan-restore]").addEventListener("click", () => {
      bringBack(notice, saved);
    });
    notice.querySelector("[data-plan-forget]").addEventListener("click", () => {
      forget(owner);
      notice.hidden = true;
    });
  });

  const confirmed = document.querySelector("[data-plan-confirmed]");
  if (confirmed && /\/plans\/(read|check)\//.test(document.referrer)) {
    forget(confirmed.dataset.planConfirmed);
  }
})();
