/* Copies links to this handbook, and filters the list of names; pages are complete without it. */
(() => {
  "use strict";

  const LINK = "details.compass-link";

  /* Pages in another language than English define the translations of these texts. */
  const _ = (text, values = {}) =>
    (globalThis.COMPASS_TEXTS?.[text] ?? text).replace(/\{(\w+)\}/g, (_all, key) => values[key]);

  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  /* One line for the whole page that screen readers read out. */
  const status = make("p", { className: "compass-status" });
  status.setAttribute("role", "status");
  document.body.append(status);

  /* The clipboard needs a secure address; elsewhere the form is selected, to copy by hand. */
  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return _("Copied");
    } catch {
      getSelection().selectAllChildren(code);
      return _("Selected");
    }
  };

  const addButton = (item) => {
    const code = item.querySelector("code");
    const form = item.querySelector("span").textContent;
    const button = make("button", { type: "button", textContent: _("Copy") });
    button.setAttribute("aria-label", _("Copy for {form}", { form }));
    button.addEventListener("click", async () => {
      const done = await copy(code);
      button.textContent = done;
      status.textContent = _("{done}: link for {form}", { done, form });
      setTimeout(() => {
        button.textContent = _("Copy");
        status.textContent = "";
      }, 2000);
    });
    item.append(button);
  };

  /* `toggle` does not bubble.  Buttons are added when needed: a page may have hundreds. */
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (target.open && target.matches(LINK) && !target.querySelector("button")) {
        target.querySelectorAll("li").forEach(addButton);
      }
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest(`${LINK}[open]`);
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  const addFilter = (names) => {
    const entries = Array.from(names.querySelectorAll(":scope > div > ul > li"), (item) => [
      item,
      item.querySelector("p").textContent.toLowerCase(),
    ]);
    const label = make("label", { textContent: _("Filter names") });
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const total = entries.length;
    const count = make("p", { textContent: _("{total} names", { total }) });
    count.setAttribute("aria-live", "polite");
    label.append(input);
    const filter = make("div", { className: "compass-filter" });
    filter.append(label, count);
    names.prepend(filter);

    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/);
      let shown = 0;
      for (const [item, text] of entries) {
        item.hidden = !words.every((word) => text.includes(word));
        shown += item.hidden ? 0 : 1;
      }
      for (const list of names.querySelectorAll(":scope > div > ul")) {
        list.parentElement.hidden = [...list.children].every((item) => item.hidden);
      }
      count.textContent = _("{shown} of {total} names", { shown, total });
    });
  };

  document.querySelectorAll(".compass-names").forEach(addFilter);
})();
