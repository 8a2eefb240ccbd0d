/* Runs on every page. Opens the search, and loads all other files only then. */
/* global OPENING */
(() => {
  "use strict";

  // The last folder of that name, because the site may be below another one
  const files = document.currentScript.src.replace(/(.*_static\/).*/, "$1finding/");
  const site = new URL("../../", files).href;
  const form = document.querySelector(".finding-form"); // on the page of results
  let dialog = null;

  const loaded = {};
  const load = (name) => loaded[name] ??= new Promise((done, fail) => {
    const address = `${files}${name}?v=${OPENING.version}`;
    const element = name.endsWith("css")
      ? Object.assign(document.createElement("link"), { rel: "stylesheet", href: address })
      : Object.assign(document.createElement("script"), { src: address });
    element.onload = done;
    element.onerror = () => {
      delete loaded[name]; // so that the next key tries again
      fail();
    };
    document.head.append(element);
  });
  const own = globalThis.FINDING = { files, site, load, page: site + OPENING.page };

  const fill = (part, field, name) => {
    Promise.all([load("search.css"), load("search.js")])
      .then(() => own[name](part, field))
      .catch(() => {
        const status = document.querySelector(".finding-status") || part.lastChild;
        status.textContent = OPENING.failed;
      })
      .finally(() => part.style.removeProperty("opacity"));
  };

  /* The field is there at once, so that phones show their keyboard and no letter is lost. */
  const open = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const field = form ? form.q : dialog?.querySelector("input") || document.createElement("input");
    if (!form && !dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "finding-dialog";
      dialog.ariaLabel = OPENING.title;
      dialog.style.opacity = 0; // until the styles are loaded
      Object.assign(field, { type: "search", name: "q", ariaLabel: OPENING.label });
      dialog.append(field, Object.assign(document.createElement("p"), { role: "status" }));
      document.body.append(dialog);
    }
    if (dialog && !dialog.open) {
      dialog.showModal();
    }
    field.focus();
    field.select();
    if (dialog) {
      fill(dialog, field, "fillDialog");
    }
  };
  document.querySelector("#pst-search-dialog")?.remove(); // of pydata-sphinx-theme
  addEventListener("click", (event) => {
    if (event.target.closest(".search-button__button")) {
      open(event);
    }
  }, true);
  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
    const isTyping = target.closest?.("input, textarea, select, [contenteditable]");
    const isOne = ctrlKey !== metaKey && !altKey && !shiftKey && key.toLowerCase() === "k";
    if (isOne || (key === "/" && !ctrlKey && !metaKey && !altKey && !isTyping)) {
      open(event);
    }
  }, true);

  if (form) {
    const start = () => fill(form, form.q, "fillPage");
    const show = () => { form.hidden = false; };
    load("search.css").then(show, show); // as a link in the page, it would delay the text
    form.q.value = new URLSearchParams(location.search).get("q") || "";
    form.q.addEventListener("focus", start);
    if (form.q.value) {
      start();
    }
  }

  /* A result led to this page; see arrive.js. */
  if (sessionStorage.finding) {
    load("arrive.js");
  }
})();
