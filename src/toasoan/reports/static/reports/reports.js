/* Print button; a word while the file is being made. */
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });

  document.querySelectorAll("[data-busy]").forEach(function (link) {
    const words = link.lastChild;
    const idle = words.textContent;
    link.addEventListener("click", function () {
      words.textContent = " " + link.dataset.busy;
      window.setTimeout(function () {
        words.textContent = idle;
      }, 5000);
    });
  });
})();
