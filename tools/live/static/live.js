// Puts what changed into the page that is open, and shows the findings of the build.
(() => {
  "use strict";

  const { version } = document.currentScript.dataset; // of the page that was loaded
  const RETRY = 300; // milliseconds until a page looks for the server again

  // What scripts of the page have added or changed stays: buttons, filters, open menus.
  const added = new WeakSet();
  const changed = new WeakMap();
  const observer = new MutationObserver(note);
  const everything = { attributes: true, childList: true, subtree: true };

  function note(records) {
    for (const { type, target, attributeName, addedNodes } of records) {
      if (type === "attributes") {
        if (!changed.has(target)) changed.set(target, new Set());
        changed.get(target).add(attributeName);
      } else {
        addedNodes.forEach((node) => added.add(node));
      }
    }
  }

  const callbacks = {
    beforeNodeRemoved: (node) => !added.has(node),
    beforeAttributeUpdated: (name, node) => !changed.get(node)?.has(name),
  };

  let last = document.documentElement.innerHTML;
  let isUpdating = false;
  let isOld = false;

  async function update() {
    if (isUpdating) {
      isOld = true;
      return;
    }
    isUpdating = true;
    try {
      do {
        isOld = false;
        const response = await fetch(location.pathname, { cache: "no-store" });
        if (!response.redirected && response.ok) show(await response.text());
      } while (isOld);
    } finally {
      isUpdating = false;
    }
  }

  function show(text) {
    if (text === last) return;
    last = text;
    const fresh = new DOMParser().parseFromString(text, "text/html");
    note(observer.takeRecords());
    observer.disconnect();
    fresh.querySelectorAll("script").forEach((script) => {
      if (new URL(script.src || location.href).pathname === "/_live/live.js") script.remove();
    });
    document.title = fresh.title;
    Idiomorph.morph(document.body, fresh.body, { morphStyle: "outerHTML", callbacks });
    replaceStyles(fresh);
    observer.observe(document.body, everything);
    document.dispatchEvent(new CustomEvent("live-update"));
  }

  // A stylesheet without a version is one of which the build does not know yet if it changes.
  function replaceStyles(fresh) {
    const path = (link) => new URL(link.getAttribute("href"), location.href).pathname;
    const sheets = [...document.head.querySelectorAll("link[rel=stylesheet]")];
    for (const link of fresh.head.querySelectorAll("link[rel=stylesheet]")) {
      const address = link.getAttribute("href");
      const old = sheets.find((sheet) => path(sheet) === path(link));
      if (!address.endsWith("?v=") && old && old.getAttribute("href") !== address) {
        const next = link.cloneNode();
        next.addEventListener("load", () => old.remove());
        old.after(next);
      }
    }
  }

  const panel = document.createElement("section");
  panel.id = "live-findings";
  panel.hidden = true;
  panel.setAttribute("aria-label", "Findings");
  panel.setAttribute("role", "status");

  function element(name, text, className = "") {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  }

  function list(findings) {
    const heading = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
    const items = document.createElement("ol");
    for (const { file, line, sentence, fix } of findings) {
      const item = document.createElement("li");
      if (file) item.append(element("code", `${file}:${line}`));
      item.append(element("p", sentence));
      if (fix) item.append(element("p", fix[0].toUpperCase() + fix.slice(1), "fix"));
      items.append(item);
    }
    panel.replaceChildren(element("h2", heading), items);
    panel.hidden = findings.length === 0;
  }

  let isFirst = true;

  function connect() {
    const socket = new WebSocket(`ws://${location.host}/_live/socket`);
    socket.onopen = () => {
      socket.send(`${version} ${location.pathname}`);
      if (!isFirst) update();
      isFirst = false;
    };
    socket.onmessage = ({ data }) => {
      const { written, findings, assets } = JSON.parse(data);
      if (findings) list(findings);
      if (assets || written?.includes(location.pathname)) update();
    };
    socket.onclose = () => setTimeout(connect, RETRY);
  }

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/_live/live.css";
  document.head.append(style);
  document.documentElement.append(panel);
  observer.observe(document.body, everything);
  connect();
})();
