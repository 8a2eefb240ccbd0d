/* Filters lists of names and of terms as readers type; pages are complete without it. */
(() => {
  "use strict";

  /* From texts.js, in the language of the handbook. */
  const TEXTS = globalThis.COMPASS_TEXTS;
  const KINDS = { "compass-names": "names", "compass-terms": "terms" };
  const GROUP = ":scope > .compass-group";

  const text = (name, values = {}) =>
    TEXTS[name].replace(/\{(\w+)\}/g, (_match, key) => values[key]);

  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  /* What readers type is in the address, so that they can share what they see. */
  const keep = (key, value) => {
    const address = new URL(location.href);
    if (value) {
      address.searchParams.set(key, value);
    } else {
      address.searchParams.delete(key);
    }
    history.replaceState(history.state, "", address);
  };

  const addFilter = (list, kind, key) => {
    const groups = [...list.querySelectorAll(GROUP)];
    const opened = groups.map((group) => group.open);
    const entries = Array.from(list.querySelectorAll(`${GROUP} > ul > li`), (item) => [
      item,
      Array.from(item.querySelectorAll(":scope > p"), (part) => part.textContent)
        .join(" ")
        .toLowerCase(),
    ]);
    const letters = list.querySelector(":scope > .compass-letters");
    const total = entries.length;
    const label = make("label", { textContent: text(`filter_${kind}`) });
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const count = make("p", { textContent: text(`total_${kind}`, { total }) });
    count.setAttribute("role", "status");
    label.append(input);
    const filter = make("div", { className: "compass-filter" });
    filter.append(label, count);
    list.prepend(filter);

    const update = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [item, content] of entries) {
        item.hidden = !words.every((word) => content.includes(word));
        shown += item.hidden ? 0 : 1;
      }
      groups.forEach((group, index) => {
        group.hidden = [...group.querySelector("ul").children].every((item) => item.hidden);
        group.open = words.length > 0 || opened[index];
      });
      if (letters) {
        letters.hidden = words.length > 0;
      }
      count.textContent = words.length
        ? text(`shown_${kind}`, { shown, total })
        : text(`total_${kind}`, { total });
      keep(key, input.value.trim());
    };

    input.addEventListener("input", update);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && input.value) {
        event.preventDefault();
        input.value = "";
        update();
      }
    });
    const wanted = new URL(location.href).searchParams.get(key);
    if (wanted) {
      input.value = wanted;
      update();
    }
  };

  Object.entries(KINDS).forEach(([name, kind]) => {
    document.querySelectorAll(`.${name}`).forEach((list, index) => {
      addFilter(list, kind, index ? `${kind}-${index + 1}` : kind);
    });
  });
})();
