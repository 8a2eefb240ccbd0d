/* Filters the directory of roles, teams and areas; without this script all of it shows. */
(() => {
  "use strict";

  const directory = document.querySelector(".compass-directory");
  if (!directory) return;

  const { text, make, keepInAddress, wordsIn, onTyping } = globalThis.COMPASS;

  const textOf = (element) => element?.textContent.trim() ?? "";

  const KINDS = { role: text("roles"), team: text("teams"), area: text("areas") };
  const NAMES = { kind: text("kind"), area: text("area"), status: text("status") };

  const groups = Array.from(directory.children, (element) => {
    const kind = Object.keys(KINDS).find((name) => element.classList.contains(`compass-of-${name}`));
    const entries = Array.from(element.querySelectorAll("tbody tr"), (row) => {
      const name = textOf(row.querySelector("a"));
      const also = textOf(row.querySelector(".compass-also"));
      const area = kind === "area" ? name : textOf(row.querySelector(".compass-chip"));
      const summary = textOf(row.querySelector(".compass-summary"));
      const known = [name, area, summary].join(" ").toLowerCase();
      const status = textOf(row.querySelector(".compass-status"));
      return { row, kind, area, status, known, also: also.toLowerCase() };
    });
    return { element, entries, count: element.querySelector(".compass-count") };
  });
  const entries = groups.flatMap((group) => group.entries);

  /* What is chosen, as in the address of the page. */
  const asked = new URLSearchParams(location.search);
  const chosen = { kind: "", area: "", status: "" };
  const chips = [];

  const field = make("input", {
    type: "search",
    autocomplete: "off",
    spellcheck: false,
    placeholder: text("filter_directory"),
    value: asked.get("q") ?? "",
  });
  const status = make("p");
  status.setAttribute("role", "status");
  const clear = make("button", { type: "button", className: "compass-chip", textContent: text("clear") });
  const found = make("div", { className: "compass-row compass-found" }, status, clear);

  const passes = (entry, wanted, without = "") =>
    Object.keys(chosen).every(
      (key) => key === without || !chosen[key] || entry[key] === chosen[key],
    ) && wanted.every((word) => entry.known.includes(word) || entry.also.includes(word));

  const show = () => {
    const wanted = wordsIn(field);
    let shown = 0;
    for (const group of groups) {
      let inGroup = 0;
      for (const entry of group.entries) {
        entry.row.hidden = !passes(entry, wanted);
        const byName = wanted.every((word) => entry.known.includes(word));
        entry.row.classList.toggle("compass-by-alias", !byName);
        inGroup += entry.row.hidden ? 0 : 1;
      }
      group.element.hidden = inGroup === 0;
      if (group.count) group.count.textContent = inGroup;
      shown += inGroup;
    }
    for (const { button, count, key, value } of chips) {
      button.setAttribute("aria-pressed", String(chosen[key] === value));
      count.textContent = entries.filter(
        (entry) => (!value || entry[key] === value) && passes(entry, wanted, key),
      ).length;
    }
    status.textContent = shown
      ? text("entries", { shown, total: entries.length })
      : text("no_match");
    clear.hidden = shown === entries.length;
  };

  const change = () => {
    show();
    keepInAddress({ q: field.value.trim(), ...chosen });
  };

  const addChip = (row, key, value, ...label) => {
    const count = make("span");
    const button = make("button", { type: "button", className: "compass-chip" }, ...label, " ", count);
    button.addEventListener("click", () => {
      chosen[key] = chosen[key] === value ? "" : value;
      change();
    });
    row.append(button);
    chips.push({ button, count, key, value });
    return button;
  };

  const addRow = (key) => {
    const row = make("div", { className: "compass-filter-row" });
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", NAMES[key]);
    const label = make("span", { className: "compass-label", textContent: NAMES[key] });
    label.setAttribute("aria-hidden", "true");
    row.append(label);
    return row;
  };

  /* The icon and the name of an area, in the hue of the area. */
  const lookOf = (value) => {
    const { row } = entries.find((entry) => entry.area === value);
    const tinted = [row, ...row.querySelectorAll("[class*=compass-hue-]")];
    const names = tinted.flatMap((element) => [...element.classList]);
    const icon = row.querySelector(".compass-icon");
    return {
      hue: names.find((name) => name.startsWith("compass-hue-")),
      label: icon ? [icon.cloneNode(true), value] : [value],
    };
  };

  const numberOf = (key, value) => entries.filter((entry) => entry[key] === value).length;

  const order = {
    kind: () => 0,
    area: (one, other) => one.localeCompare(other),
    status: (one, other) => numberOf("status", other) - numberOf("status", one),
  };

  /* A chip for each value that entries have. */
  const rows = Object.keys(chosen).map((key) => {
    const row = addRow(key);
    const values = new Set(entries.map((entry) => entry[key]).filter(Boolean));
    if (values.has(asked.get(key))) chosen[key] = asked.get(key);
    if (key === "kind") addChip(row, key, "", text("all"));
    for (const value of [...values].sort(order[key])) {
      const { hue, label } = key === "area" ? lookOf(value) : { label: [KINDS[value] ?? value] };
      const button = addChip(row, key, value, ...label);
      if (hue) button.classList.add(hue);
    }
    return row;
  });

  const reset = () => {
    field.value = "";
    for (const key of Object.keys(chosen)) chosen[key] = "";
    change();
    field.focus();
  };
  clear.addEventListener("click", reset);
  onTyping(field, change);

  const label = make("span", { className: "compass-hidden", textContent: field.placeholder });
  const search = make("label", { className: "compass-directory-field" }, label, field);
  const useful = rows.filter((row) => row.querySelector("button"));
  directory.prepend(make("div", { className: "compass-filters" }, search, ...useful, found));
  show();
})();
