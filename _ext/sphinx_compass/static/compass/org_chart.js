/* Filters the chart, closes branches, and shows a role beside it; the chart is complete without. */
addEventListener("DOMContentLoaded", () => {
  "use strict";

  const chart = document.querySelector(".compass-chart.compass-wide");
  const stage = chart?.querySelector(".compass-stage");
  if (!stage) {
    return;
  }

  const { text, make, keepInAddress } = globalThis.COMPASS;

  /* A chart of many boxes begins with what is below the third row closed. */
  const MANY = 40;
  const DEEP = ".compass-org > li > ul > li > ul > li";

  const items = [...chart.querySelectorAll(":is(.compass-stage, .compass-apart) li")].map((item) => ({
    item,
    link: item.querySelector("a"),
    areas: (item.dataset.areas ?? "").split(" "),
    status: item.dataset.status ?? "",
    isRole: !("team" in item.dataset),
  }));
  const total = items.filter(({ isRole }) => isRole).length;
  const groups = [...chart.querySelectorAll("details.compass-group")].map((group) => {
    const count = group.querySelector(".compass-count");
    const inside = items.filter(({ item }) => group.contains(item));
    return { group, inside, count, all: count.textContent };
  });
  const nameOf = (link) => decodeURIComponent(new URL(link.href).hash.slice(1));

  /* -- The state, which is in the address -- */

  const state = { area: new Set(), status: new Set(), branch: new Set() };
  let shownRole = "";

  /* Values that no button can take back have no effect. */
  const read = () => {
    const query = new URLSearchParams(location.search);
    const known = {
      area: new Set(buttons.map(([, name, value]) => name === "area" && value)),
      status: new Set(buttons.map(([, name, value]) => name === "status" && value)),
      branch: new Set(items.map(({ link }) => nameOf(link))),
    };
    for (const [name, values] of Object.entries(state)) {
      const found = query.getAll(name).filter((value) => value && known[name].has(value));
      found.forEach((value) => values.add(value));
    }
    return query.get("role") ?? "";
  };

  const write = () => {
    const chosen = Object.entries(state).map(([name, values]) => [name, [...values]]);
    keepInAddress({ ...Object.fromEntries(chosen), role: shownRole });
  };

  /* -- Filters -- */

  const tally = make("p", { className: "compass-tally" });
  tally.setAttribute("role", "status");
  const buttons = [];
  const branches = [];

  const isFiltered = () => state.area.size + state.status.size > 0;

  const apply = () => {
    const fits = ({ areas, status }) =>
      (!state.area.size || areas.some((area) => state.area.has(area))) &&
      (!state.status.size || state.status.has(status));
    const kept = new Set();
    let count = 0;
    /* The last first: each item comes after the one that it is inside. */
    for (const found of items.toReversed()) {
      const isFit = fits(found);
      count += isFit && found.isRole ? 1 : 0;
      const { item } = found;
      item.hidden = !isFit && !kept.has(item);
      item.classList.toggle("compass-on-way", isFiltered() && !isFit);
      if (!item.hidden) {
        kept.add(item.parentElement.closest("li"));
      }
    }
    for (const { group, inside, count, all } of groups) {
      const fitting = inside.filter(({ item }) => !item.matches("[hidden], .compass-on-way")).length;
      group.hidden = !fitting;
      group.open ||= isFiltered();
      count.textContent = isFiltered() ? text("chart_shown", { shown: fitting, total: inside.length }) : all;
    }
    for (const [button, name, value] of buttons) {
      const isPressed = value ? state[name].has(value) : !state[name].size;
      button.setAttribute("aria-pressed", String(isPressed));
    }
    branches.forEach((show) => show());
    tally.textContent = isFiltered()
      ? text("chart_shown", { shown: count, total })
      : "";
  };

  const addButton = (name, value, ...content) => {
    const button = make("button", { type: "button", className: "compass-chip" }, ...content);
    button.addEventListener("click", () => {
      if (!value) {
        state[name].clear();
      } else if (!state[name].delete(value)) {
        state[name].add(value);
      }
      state.branch.clear();
      apply();
      write();
    });
    buttons.push([button, name, value]);
    return button;
  };

  const addFilters = () => {
    const [areas, signs] = ["areas", "signs"].map((name) => chart.querySelector(`.compass-${name}`));
    for (const item of areas?.querySelectorAll("li") ?? []) {
      const link = item.querySelector("a");
      const button = addButton("area", item.dataset.areas, ...link.childNodes);
      button.className = link.className;
      link.replaceWith(button);
    }
    areas?.prepend(make("li", {}, make("p", {}, addButton("area", "", text("all_areas")))));
    for (const item of signs?.querySelectorAll("li[data-status]") ?? []) {
      const sign = item.querySelector(".compass-status");
      const button = addButton("status", item.dataset.status);
      sign.replaceWith(button);
      button.append(sign);
    }
    areas?.setAttribute("aria-label", text("filter_areas"));
    signs?.setAttribute("aria-label", text("filter_statuses"));
    stage.before(tally);
  };

  /* -- Branches -- */

  const addBranches = () => {
    const isLarge = stage.querySelectorAll("li").length > MANY;
    for (const { item, link } of items) {
      const list = item.querySelector(":scope > ul");
      const node = item.querySelector(":scope > .compass-node");
      if (!list || !node) {
        continue;
      }
      const name = nameOf(link);
      const count = list.children.length;
      const label = make("span", { className: "compass-hidden" });
      const button = make("button", { type: "button", className: "compass-branch" }, `${count}`, label);
      label.textContent = ` ${text("branch", { name: link.querySelector("strong").textContent })}`;
      const isClosedAtFirst = isLarge && item.closest(DEEP) !== null;
      const show = () => {
        /* What fits a filter is never in a branch that nobody has closed. */
        const isOpen = (isFiltered() || !isClosedAtFirst) !== state.branch.has(name);
        list.hidden = !isOpen;
        button.setAttribute("aria-expanded", String(isOpen));
      };
      button.addEventListener("click", () => {
        if (!state.branch.delete(name)) {
          state.branch.add(name);
        }
        show();
        write();
      });
      branches.push(show);
      node.classList.add("compass-has-branch");
      node.append(button);
    }
  };

  /* -- The panel -- */

  const heading = make("h2", { id: "compass-panel-name" });
  const close = make("button", { type: "button", className: "compass-chip" }, text("close"));
  const content = make("div");
  const kind = make("span", { className: "compass-label" });
  const head = make("p", { className: "compass-panel-head" }, kind, close);
  const panel = make("dialog", { className: "compass-panel" }, head, heading, content);
  panel.setAttribute("aria-labelledby", heading.id);
  const isWide = matchMedia("(min-width: 75rem)");
  const pages = new Map();
  let opener = null;
  let wanted = null; // the box that a reader has chosen last: its page may come before others

  /* What the panel does not repeat: links to copy, folds, and what the box says. */
  const GONE =
    "details:not(.compass-more), .headerlink, .compass-card-title, .compass-chain > li:not(:has(a)), " +
    "a.compass-chip[class*='compass-hue-']";

  const parse = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  /* Copies a part of another page: addresses lead from here, and ids stay there. */
  const copy = (part, address) => {
    const copied = document.importNode(part, true);
    for (const link of copied.querySelectorAll("a[href]")) {
      link.href = new URL(link.getAttribute("href"), address).href;
    }
    for (const marked of [copied, ...copied.querySelectorAll("[id]")]) {
      marked.removeAttribute("id");
    }
    copied.querySelectorAll(GONE).forEach((gone) => gone.remove());
    return copied;
  };

  /* Lists of ours inside the text; the frame around it also has classes of ours. */
  const OWN =
    "details, section [class*='compass-'] ul, section [class^='compass-'], .toctree-wrapper";

  /* The first list behind a card that is not one of ours, with the title of its section. */
  const dutiesOf = (page, card) => {
    const own = card.closest("section");
    for (const found of page.querySelectorAll(".compass-card, section ul, section ol")) {
      const isBehind = card.compareDocumentPosition(found) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (!isBehind || card.contains(found)) {
        continue;
      }
      if (found.matches(".compass-card")) {
        return null;
      }
      if (!found.closest(OWN)) {
        const section = found.closest("section");
        return { list: found, title: section === own ? "" : section.querySelector("h2, h3, h4") };
      }
    }
    return null;
  };

  const contentOf = async (link) => {
    const address = link.href;
    const page = await parse(address);
    const place = page.getElementById(nameOf(link));
    const card = place?.matches(".compass-card") ? place : place?.querySelector(".compass-card");
    if (!card) {
      throw new Error(address);
    }
    const parts = [...copy(card, address).childNodes];
    const duties = dutiesOf(page, card);
    if (duties) {
      const list = copy(duties.list, address);
      list.className = "compass-duties";
      const title = duties.title ? copy(duties.title, address).textContent : text("duties");
      parts.push(make("h3", { textContent: title }), list);
    }
    const open = make("a", { href: address, textContent: text("open_page") });
    return [...parts, make("p", {}, open)];
  };

  const closed = () => {
    if (panel.open || !shownRole) {
      return;
    }
    stage.classList.remove("compass-with-panel");
    opener.removeAttribute("aria-current");
    opener.focus();
    shownRole = "";
    write();
  };

  /* The event comes later: the panel may be open again, or the focus elsewhere. */
  const closePanel = () => {
    panel.close();
    closed();
  };

  const openPanel = async (link) => {
    const name = nameOf(link);
    wanted = link;
    if (!pages.has(name)) {
      pages.set(name, contentOf(link));
    }
    const parts = await pages.get(name).catch(() => null);
    /* Another box may have been chosen while the page of this one was loading. */
    if (wanted !== link) {
      return;
    }
    if (!parts) {
      location.assign(link.href);
      return;
    }
    panel.close();
    opener?.removeAttribute("aria-current");
    opener = link;
    shownRole = name;
    link.setAttribute("aria-current", "true");
    heading.textContent = link.querySelector("strong").textContent;
    kind.replaceChildren(...(link.querySelector(".compass-label")?.cloneNode(true).childNodes ?? []));
    panel.className = `compass-panel ${[...link.classList].filter((item) => item.startsWith("compass-hue-")).join(" ")}`;
    content.replaceChildren(...parts);
    stage.classList.toggle("compass-with-panel", isWide.matches);
    if (isWide.matches) {
      panel.show();
    } else {
      panel.showModal();
    }
    close.focus();
    write();
  };

  stage.addEventListener("click", (event) => {
    const link = event.target.closest("a.compass-box");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      openPanel(link);
    }
  });
  close.addEventListener("click", closePanel);
  panel.addEventListener("close", closed); // by the browser
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      closePanel();
    }
  });
  stage.append(panel);

  addFilters();
  addBranches();
  const first = read();
  apply();
  const link = items.find((found) => first && nameOf(found.link) === first)?.link;
  if (link?.matches(".compass-box")) {
    openPanel(link);
  }
});
