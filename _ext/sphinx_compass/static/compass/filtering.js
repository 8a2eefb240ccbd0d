/* Filters lists of names and of terms as readers type; pages are complete without it. */
(() => {
  "use strict";

  const { text, make, keepInAddress, wordsIn, onTyping } = globalThis.COMPASS;
  const KINDS = { "compass-names": "names", "compass-terms": "terms" };
  const GROUP = ":scope > .compass-group";

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
    list.prepend(make("div", { className: "compass-filter" }, label, count));

    const update = () => {
      const words = wordsIn(input);
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
      keepInAddress({ [key]: input.value.trim() });
    };

    onTyping(input, update);
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
