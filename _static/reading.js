/* What the theme's scripts leave out for readers with keyboards and screen readers. */
(() => {
  "use strict";

  /* The theme opens two dialogs that have no name. */
  for (const [id, name] of [["primary", "Navigation"], ["secondary", "Contents"]]) {
    document.getElementById(`pst-${id}-sidebar-modal`)?.setAttribute("aria-label", name);
  }

  /* Where the focus returns to: the theme takes it off a button when that is clicked. */
  const OPENERS =
    ".primary-toggle, .secondary-toggle, .theme-switch-button, .search-button__button";
  let opener = null;
  document.addEventListener(
    "click",
    ({ target }) => {
      opener = target.closest(OPENERS) ?? opener;
      if (target.closest("dialog a")) {
        opener = null; // a link leads on, and the focus with it
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
  const modes = document.getElementById("colour-mode");
  modes?.addEventListener("beforetoggle", ({ newState }) => {
    const focused = document.activeElement;
    if (newState === "open" || focused === document.body || modes.contains(focused)) {
      opener?.focus({ preventScroll: true });
    }
  });

  /* Sphinx takes Escape for its own, so that browsers close nothing with it. */
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") {
      document.querySelector(":popover-open")?.hidePopover();
      document.querySelector("dialog[open]")?.close();
    }
  });

  /* The same button opens a dialog on narrow screens, and hides the sidebar on wide ones. */
  const toggle = document.querySelector(".primary-toggle");
  const sidebar = document.getElementById("pst-primary-sidebar");
  const wide = matchMedia("(min-width: 992px)"); // as in the theme's script
  const nameToggle = () => {
    const hidden = sidebar.classList.contains("pst-sidebar-hidden");
    const name = wide.matches ? `${hidden ? "Show" : "Hide"} navigation` : "Open navigation";
    toggle.title = name;
    toggle.setAttribute("aria-label", name);
  };
  if (toggle && sidebar) {
    new MutationObserver(nameToggle).observe(sidebar, { attributeFilter: ["class"] });
    wide.addEventListener("change", nameToggle);
    nameToggle();
  }

  /* The theme shows the mode of colours by a class alone. */
  const root = document.documentElement;
  const tellMode = () => {
    for (const button of document.querySelectorAll(".theme-change-button")) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === root.dataset.mode));
    }
  };
  new MutationObserver(tellMode).observe(root, { attributeFilter: ["data-mode"] });
  tellMode();

  /* Paper is white: pale words and dark boxes are for screens. */
  matchMedia("print").addEventListener("change", ({ matches }) => {
    if (matches) {
      root.dataset.themeOnScreen = root.dataset.theme;
      root.dataset.theme = "light";
    } else {
      root.dataset.theme = root.dataset.themeOnScreen;
    }
  });
})();
