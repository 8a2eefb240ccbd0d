/* Fixes what the theme's scripts lack for readers who use a keyboard or a screen reader.
   `_` is the translation function of Sphinx's doctools.js. */
(() => {
  "use strict";

  /* The theme's dialog has no accessible name. */
  document.getElementById("pst-primary-sidebar-modal")?.setAttribute("aria-label", _("Menu"));

  /* The element that gets the focus back. The theme blurs a button when it is clicked. */
  const OPENERS = ".primary-toggle, .theme-switch-button, .search-button__button";
  let opener = null;
  document.addEventListener(
    "click",
    ({ target }) => {
      opener = target.closest(OPENERS) ?? opener;
      if (target.closest("dialog a")) {
        opener = null; // the link moves the focus
      }
    },
    true,
  );
  document.addEventListener("focusin", ({ target }) => {
    if (!target.closest("dialog, [popover]")) {
      opener = target;
    }
  });
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("close", () => opener?.focus({ preventScroll: true }));
  }
  const modes = document.getElementById("color-mode");
  modes?.addEventListener("beforetoggle", ({ newState }) => {
    const focused = document.activeElement;
    if (newState === "open" || focused === document.body || modes.contains(focused)) {
      opener?.focus({ preventScroll: true });
    }
  });

  /* Sphinx handles Escape and prevents the browser from closing anything with it. */
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") {
      document.querySelector(":popover-open")?.hidePopover();
      document.querySelector("dialog[open]")?.close();
    }
  });

  /* The theme restores where the menu was scrolled to, although the page may be elsewhere in it. */
  const menu = document.getElementById("pst-primary-sidebar");
  const showPlace = () => {
    const current = menu?.querySelector("[aria-current]");
    if (!current) {
      return;
    }
    const [item, frame] = [current, menu].map((element) => element.getBoundingClientRect());
    if (item.top < frame.top || item.bottom > frame.bottom) {
      menu.scrollTop += item.top - frame.top - frame.height / 3;
    }
  };
  addEventListener("DOMContentLoaded", () => setTimeout(showPlace));

  /* A link to the top, after four screens. */
  const toTop = document.querySelector(".compass-to-top");
  const offer = () => {
    toTop.hidden = scrollY < 4 * innerHeight;
  };
  addEventListener("scroll", offer, { passive: true });

  /* The theme shows the current color mode with a class only. */
  const root = document.documentElement;
  const announceMode = () => {
    for (const button of document.querySelectorAll(".theme-change-button")) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === root.dataset.mode));
    }
  };
  new MutationObserver(announceMode).observe(root, { attributeFilter: ["data-mode"] });
  announceMode();

  /* Print in light mode: paper is white. */
  matchMedia("print").addEventListener("change", ({ matches }) => {
    if (matches) {
      root.dataset.themeOnScreen = root.dataset.theme;
      root.dataset.theme = "light";
    } else {
      root.dataset.theme = root.dataset.themeOnScreen;
    }
  });
})();
