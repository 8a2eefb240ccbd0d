/* Fixes what the theme's scripts lack for readers who use a keyboard or a screen reader.
   `_` is the translation function of Sphinx's doctools.js. */
(() => {
  "use strict";

  /* Two of the theme's dialogs have no accessible name. */
  for (const [id, name] of [["primary", _("Navigation")], ["secondary", _("Contents")]]) {
    document.getElementById(`pst-${id}-sidebar-modal`)?.setAttribute("aria-label", name);
  }

  /* The element that gets the focus back. The theme blurs a button when it is clicked. */
  const OPENERS =
    ".primary-toggle, .secondary-toggle, .theme-switch-button, .search-button__button";
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

  /* The same button opens a dialog on narrow screens and hides the sidebar on wide ones. */
  const toggle = document.querySelector(".primary-toggle");
  const sidebar = document.getElementById("pst-primary-sidebar");
  const wide = matchMedia("(min-width: 992px)"); // as in the theme's script
  const nameToggle = () => {
    const hidden = sidebar.classList.contains("pst-sidebar-hidden");
    const onWide = hidden ? _("Show navigation") : _("Hide navigation");
    const name = wide.matches ? onWide : _("Open navigation");
    toggle.title = name;
    toggle.setAttribute("aria-label", name);
  };
  if (toggle && sidebar) {
    new MutationObserver(nameToggle).observe(sidebar, { attributeFilter: ["class"] });
    wide.addEventListener("change", nameToggle);
    nameToggle();
  }

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
