/* Fixes what the theme's scripts lack for readers who use a keyboard or a screen reader.
   `_` is the translation function of Sphinx's doctools.js. */
(() => {
  "use strict";

  const root = document.documentElement;

  /* The theme's dialog has no accessible name. */
  const drawer = document.getElementById("pst-primary-sidebar-modal");
  drawer.setAttribute("aria-label", _("Menu"));

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
  /* The event comes later. A dialog may be open again, and the theme would then empty it; or a
     reader may have moved the focus, and the theme would move it back. */
  const dialogs = [...document.querySelectorAll("dialog")];
  document.addEventListener(
    "close",
    (event) => {
      const dialog = event.target;
      const focused = document.activeElement;
      const isMoved = focused !== document.body && !dialog.contains(focused);
      if (dialog.open) {
        event.stopPropagation();
      } else if (dialogs.includes(dialog)) {
        const next = isMoved ? focused : opener;
        dialog.addEventListener("close", () => next?.focus({ preventScroll: true }), { once: true });
      }
    },
    true,
  );
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
  const showPlace = (frame) => {
    const current = frame?.querySelector("[aria-current=page]");
    if (!current) {
      return;
    }
    const [item, box] = [current, frame].map((element) => element.getBoundingClientRect());
    if (item.top < box.top || item.bottom > box.bottom) {
      frame.scrollTop += item.top - box.top - box.height / 3;
    }
  };
  const menu = document.getElementById("pst-primary-sidebar");
  addEventListener("DOMContentLoaded", () => setTimeout(showPlace, 0, menu));
  document.addEventListener("click", ({ target }) => {
    if (target.closest(".primary-toggle")) {
      setTimeout(showPlace, 0, drawer);
    }
  }, true);

  /* The theme's list of contents marks a section only when its heading comes into view: not the
     first one at the top of a page, nor the one before when readers scroll up. */
  const places = [...document.querySelectorAll(".compass-rail a")]
    .map((link) => ({ link, section: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ section }) => section);
  const follow = () => {
    const isEnd = innerHeight + scrollY >= root.scrollHeight - 2;
    const above = ({ section }) => isEnd || section.getBoundingClientRect().top < innerHeight / 3;
    const now = places.findLast(above) ?? places[0];
    for (const place of places) {
      if (place === now) {
        place.link.setAttribute("aria-current", "true");
      } else {
        place.link.removeAttribute("aria-current");
      }
    }
  };

  /* A link to the top, after four screens. */
  const toTop = document.querySelector(".compass-to-top");
  let isWaiting = false;
  const scrolled = () => {
    isWaiting = false;
    toTop.hidden = scrollY < 4 * innerHeight;
    follow();
  };
  const wait = () => {
    if (!isWaiting) {
      isWaiting = true;
      requestAnimationFrame(scrolled);
    }
  };
  addEventListener("scroll", wait, { passive: true });
  addEventListener("resize", wait, { passive: true });
  scrolled();

  /* Words of a search stay marked until readers press Escape. */
  setTimeout(() => SphinxHighlight.hideSearchWords(), 8000);

  /* The theme shows the current color mode with a class only. */
  const announceMode = () => {
    for (const button of document.querySelectorAll(".theme-change-button")) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === root.dataset.mode));
    }
  };
  new MutationObserver(announceMode).observe(root, { attributeFilter: ["data-mode"] });
  announceMode();

  /* Print in light mode, because paper is white, and all that is folded. */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".bd-article details:not([open])")];
    opened.forEach((details) => details.toggleAttribute("open"));
  });
  addEventListener("afterprint", () => {
    opened.forEach((details) => details.removeAttribute("open"));
    opened = [];
  });
  matchMedia("print").addEventListener("change", ({ matches }) => {
    if (matches) {
      root.dataset.themeOnScreen = root.dataset.theme;
      root.dataset.theme = "light";
    } else {
      root.dataset.theme = root.dataset.themeOnScreen;
    }
  });
})();
