/* Cards about what links lead to. Other sites name this file by its hash: version 1 never changes. */
(() => {
  "use strict";

  const source = document.currentScript.src;
  const site = source.slice(0, source.lastIndexOf("/_static/") + 1);
  const data = `${site}_static/previews/v1/data/`;
  const isOwn = location.href.startsWith(site);
  const withoutHover = matchMedia("(hover: none)");

  /* Milliseconds until a card loads, opens, and closes behind the pointer. */
  const [LOAD, OPEN, STAY] = [50, 150, 250];
  /* Pixels between a card and its link, and the edge of the window. */
  const [GAP, EDGE] = [6, 8];
  const MAIN = "main, [role=main]";
  const EXCLUDED = "nav, [role=navigation], .headerlink, .no-preview, #search-results";

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host { display: block !important; position: fixed !important; z-index: 9999; right: auto !important; bottom: auto !important;
  width: max-content !important; max-width: min(22rem, 100vw - 16px) !important; margin: 0 !important; border: 0 !important;
  padding: 0 !important; background: none !important; overflow: visible !important; }
div { all: initial; color-scheme: inherit; display: block; max-height: inherit; box-sizing: border-box; overflow: hidden;
  border: 1px solid var(--compass-edge, GrayText); border-radius: var(--compass-radius, 8px);
  padding: var(--compass-3, 12px) var(--compass-4, 16px); box-shadow: 0 4px 16px var(--compass-shadow, #0002);
  background: var(--compass-bg, Canvas); color: var(--compass-ink, CanvasText); overflow-wrap: anywhere;
  font: var(--compass-quiet, 14px)/1.45 var(--compass-font, system-ui, sans-serif); }
p { margin: 0; } p + p { margin-top: 4px; }
.quiet { color: var(--compass-muted, CanvasText); }
.title { font-size: 1.15em; font-weight: var(--compass-weight, 650); }
@media (prefers-reduced-motion: no-preference) { div { animation: show .1s; } @keyframes show { from { opacity: 0; } } }
@media print { :host { display: none !important; } }`);

  const files = {};
  const load = (name) =>
    (files[name] ??= fetch(`${data}${name}.json`)
      .then(async (reply) => new Map(reply.ok ? await reply.json() : []))
      .catch(() => {
        delete files[name];
        return new Map();
      }));

  /* What a link to the site leads to. */
  const placeOf = ({ href }) => {
    try {
      const { origin, pathname, hash } = new URL(href);
      const page = origin + pathname;
      const isHere = page === location.origin + location.pathname;
      if (page.startsWith(site) && !(isHere && hash.length < 2)) {
        const path = decodeURIComponent(page.slice(site.length)).replace(/(^|\/)index\.html$/, "$1");
        return { path, anchor: decodeURIComponent(hash.slice(1)), isHere };
      }
    } catch {
      /* The address is malformed. */
    }
  };

  const look = async (key) => {
    const count = (await load("files")).get("count");
    let hash = 2166136261;
    for (const character of key) {
      hash = Math.imul(hash ^ character.codePointAt(), 16777619);
    }
    return count && (await load((hash >>> 0) % count)).get(key);
  };

  const find = async ({ path, anchor, isHere }) =>
    (anchor && (await look(`${path}#${anchor}`))) || (isHere ? null : look(path));

  /* `link` has the pointer or the focus, and a card unless that has been closed. */
  let link, place, pointerX, isByKey, card, timer, turn, kept;

  const stop = () => {
    clearTimeout(timer);
    timer = 0;
  };

  const close = () => {
    stop();
    turn = null;
    if (card) {
      card.remove();
      card = null;
      for (const [name, value] of Object.entries(kept)) {
        value === null ? link.removeAttribute(name) : link.setAttribute(name, value);
      }
    }
  };

  const leave = () => {
    close();
    link = null;
  };

  const open = ([kind, title, summary, ...facts]) => {
    const lines = [...link.getClientRects()];
    const line = lines.find(({ left, right }) => pointerX >= left && pointerX <= right) ?? lines[0];
    if (!line) {
      return;
    }
    card = document.createElement("finding-preview");
    card.id = data;
    card.role = "tooltip";
    card.popover = "manual";
    const root = card.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const box = root.appendChild(document.createElement("div"));
    const add = (text, className) => {
      if (text) {
        const paragraph = box.appendChild(document.createElement("p"));
        paragraph.className = className;
        paragraph.textContent = text;
      }
    };
    add(kind, "quiet");
    add(title, "title");
    add(summary, "");
    facts.forEach((fact) => add(fact, "quiet"));
    (link.closest(`dialog, ${MAIN}`) ?? document.body).append(card);
    card.showPopover?.();

    const { width, height } = card.getBoundingClientRect();
    const below = innerHeight - line.bottom - GAP - EDGE;
    const above = line.top - GAP - EDGE;
    const isBelow = height <= below || below >= above;
    const right = document.documentElement.clientWidth - width - EDGE;
    card.style.maxHeight = `${isBelow ? below : above}px`;
    card.style.left = `${Math.max(EDGE, Math.min(line.left, right))}px`;
    card.style.top = `${isBelow ? line.bottom + GAP : Math.max(EDGE, line.top - GAP - height)}px`;

    /* A title would show, too. */
    kept = { title: link.getAttribute("title"), "aria-describedby": link.getAttribute("aria-describedby") };
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", `${kept["aria-describedby"] ?? ""} ${data}`.trim());
  };

  const wait = () => {
    stop();
    const own = (turn = {});
    timer = setTimeout(async () => {
      timer = 0;
      const found = find(place);
      await new Promise((done) => setTimeout(done, OPEN - LOAD));
      const content = await found;
      if (content && turn === own) {
        open(content);
      }
    }, LOAD);
  };

  const enter = (target, isFocus, x) => {
    if (target === link) {
      if (card) {
        stop();
      }
      return;
    }
    leave();
    place = placeOf(target);
    if (place && !target.closest(EXCLUDED) && !(isOwn && !target.closest(MAIN))) {
      link = target;
      isByKey = isFocus;
      pointerX = x;
      wait();
    }
  };

  addEventListener("pointerover", ({ target, pointerType, clientX }) => {
    if (pointerType === "touch" || withoutHover.matches) {
      return;
    }
    const over = target.closest("a[href]");
    if (target === card) {
      stop();
    } else if (over) {
      enter(over, false, clientX);
    } else if (link && !isByKey) {
      if (card) {
        timer ||= setTimeout(leave, STAY);
      } else {
        leave();
      }
    }
  });
  addEventListener("focusin", ({ target }) => {
    if (!withoutHover.matches && target.matches("a[href]:focus-visible")) {
      enter(target, true);
    } else if (isByKey) {
      leave();
    }
  });
  addEventListener("focusout", () => isByKey && leave());
  addEventListener("keydown", (event) => {
    if (card && event.key === "Escape") {
      close();
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  /* The focus may scroll to a link. */
  addEventListener("scroll", () => (turn && !card ? wait() : close()), true);
  addEventListener("click", close);
  addEventListener("resize", close);
  document.documentElement.addEventListener("pointerleave", () => isByKey || leave());
})();
