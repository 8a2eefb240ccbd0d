/* Copies links to this handbook; pages are complete without it. */
(() => {
  "use strict";

  const { text, make } = globalThis.COMPASS;
  const LINK = "details.compass-link";
  const SHOWN = 2000; // milliseconds

  /* One line for the whole page that screen readers read out. */
  const status = make("p", { className: "compass-hidden" });
  status.setAttribute("role", "status");
  document.body.append(status);

  /* The clipboard needs a secure address; elsewhere the form is selected, to copy by hand. */
  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return text("copied");
    } catch {
      getSelection().selectAllChildren(code);
      return text("selected");
    }
  };

  /* Shows a text for some seconds, unless there is a later one. */
  const timers = new WeakMap();
  const show = (element, said, usual) => {
    clearTimeout(timers.get(element));
    element.textContent = said;
    timers.set(element, setTimeout(() => { element.textContent = usual; }, SHOWN));
  };

  const addButton = (item) => {
    const code = item.querySelector("code");
    const form = item.querySelector("span").textContent;
    const button = make("button", { type: "button", textContent: text("copy") });
    button.setAttribute("aria-label", text("copy_form", { form }));
    button.addEventListener("click", async () => {
      const done = await copy(code);
      show(button, done, text("copy"));
      show(status, text("done", { done, form }), "");
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
})();
