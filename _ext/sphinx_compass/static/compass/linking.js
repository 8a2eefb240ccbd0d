/* Copies links to this handbook; pages are complete without it. */
(() => {
  "use strict";

  const { text, make } = globalThis.COMPASS;
  const LINK = "details.compass-link";

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

  const addButton = (item) => {
    const code = item.querySelector("code");
    const form = item.querySelector("span").textContent;
    const button = make("button", { type: "button", textContent: text("copy") });
    button.setAttribute("aria-label", text("copy_form", { form }));
    button.addEventListener("click", async () => {
      const done = await copy(code);
      button.textContent = done;
      status.textContent = text("done", { done, form });
      setTimeout(() => {
        button.textContent = text("copy");
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
})();
