/* Copying and filtering of links to this handbook; everything can be read without it. */
(() => {
  "use strict";

  const LINK = "details.compass-link";

  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  /* Says things to screen readers: one line for the whole page. */
  const status = make("p", { className: "compass-status" });
  status.setAttribute("role", "status");
  document.body.append(status);

  /* The clipboard needs a secure address; elsewhere the form is selected, to copy by hand. */
  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      return "Selected";
    }
  };

  const addButton = (item) => {
    const code = item.querySelector("code");
    const form = item.querySelector("span").textContent;
    const button = make("button", { type: "button", textContent: "Copy" });
    button.setAttribute("aria-label", `Copy for ${form}`);
    button.addEventListener("click", async () => {
      const done = await copy(code);
      button.textContent = done;
      status.textContent = `${done}: link for ${form}`;
      setTimeout(() => {
        button.textContent = "Copy";
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
    const label = make("label", { textContent: "Filter names" });
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const count = make("p", { textContent: `${entries.length} names` });
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
      count.textContent = `${shown} of ${entries.length} names`;
    });
  };

  document.querySelectorAll(".compass-names").forEach(addFilter);
})();
