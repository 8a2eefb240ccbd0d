// The dialog: a field, and results that appear while readers type. Arrow keys choose a result.
/* global announcer, answerTo, countOf, draw, drawing, failure, FINDING, groupsOf, make, searchClient, textOf */

// Tells whether a key belongs to an input method. Safari reports the last one only by its code.
const isComposing = (event) => event.isComposing || event.keyCode === 229;

FINDING.fillDialog = (dialog, field) => {
  if (dialog.isReady) return;
  dialog.isReady = true;
  const list = make("div", { id: "finding-options", role: "listbox", ariaLabel: textOf("results"), hidden: true });
  const rest = make("div", { className: "finding-rest" });
  const status = make("p", { className: "finding-status", role: "status" });
  const say = announcer(status);
  const close = make("button", { type: "button", textContent: textOf("close") });
  const form = make("form", { className: "finding-form", role: "search", action: FINDING.page }, drawing("find"), field, close);
  const key = (name, text) => [make("kbd", { textContent: name }), ` ${text} `];
  const keys = make("p", { className: "finding-keys", ariaHidden: "true" },
    ...key("↑", ""), ...key("↓", textOf("move")), ...key("Enter", textOf("open")), ...key("Esc", textOf("leave")));
  let options = [];
  let active = -1;
  let shown = null; // query
  let answered = null; // query that the options are of

  const choose = (place) => {
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length ? (place + options.length) % options.length : -1;
    const option = options[active];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };

  const draft = (hit, result, number) => {
    const { href, follow, parts } = draw(hit, result, "span");
    const option = make("a", { className: "finding-item", id: `finding-${number}`, role: "option", href, tabIndex: -1 },
      ...parts);
    option.setAttribute("aria-selected", "false");
    option.addEventListener("click", ({ ctrlKey, metaKey, shiftKey }) => {
      if (ctrlKey || metaKey || shiftKey) return; // another tab
      dialog.close(); // first, because a browser without storage fails to follow
      follow();
    });
    option.addEventListener("mousemove", () => options[active] === option || choose(options.indexOf(option)));
    return option;
  };

  const show = (result) => {
    options = [];
    const groups = groupsOf(result.hits).map(({ name, hits }) => {
      const title = make("p", { id: `finding-${name}`, className: "finding-group", role: "presentation", textContent: textOf(name) });
      const drawn = hits.map((hit, place) => draft(hit, result, options.length + place));
      options.push(...drawn);
      const group = make("div", { role: "group" }, title, ...drawn);
      group.setAttribute("aria-labelledby", title.id);
      return group;
    });
    list.replaceChildren(...groups);
    dialog.scrollTop = 0;
    active = -1;
    choose(0);
  };

  const empty = () => {
    options = [];
    choose(0);
    list.replaceChildren();
    rest.replaceChildren(make("p", { className: "finding-hint", textContent: textOf("hint") }));
    say("", 0);
  };

  const fill = ([result, other]) => {
    const { query } = result;
    show(result);
    const count = options.length;
    const all = make("a", { className: "finding-all", textContent: textOf("all", { query }) });
    all.href = `${FINDING.page}?q=${encodeURIComponent(query)}`;
    rest.replaceChildren(other || all);
    say(countOf(count));
  };

  const update = async () => {
    const query = field.value.trim();
    if (query === shown) return;
    shown = query;
    const found = query && await answerTo(query);
    if (query !== shown) return;
    answered = query;
    if (found) fill(found);
    else {
      empty();
      if (query) {
        shown = null;
        say(failure(), 0);
      }
    }
    list.hidden = !options.length;
    field.ariaExpanded = String(options.length > 0);
  };

  Object.assign(field, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list",
    autocomplete: "off", autocapitalize: "off", spellcheck: false, placeholder: textOf("placeholder") });
  field.setAttribute("aria-controls", list.id);
  field.addEventListener("input", update);
  field.addEventListener("keydown", (event) => {
    const { key: pressed, ctrlKey, metaKey, shiftKey } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[pressed];
    if (isComposing(event)) return;
    if (step) {
      event.preventDefault();
      choose(active + step);
    } else if (pressed === "Enter" && options[active] && answered === field.value.trim()) {
      event.preventDefault();
      options[active].dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
    }
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !isComposing(event)) { // which would empty the field
      event.preventDefault();
      dialog.close();
    }
  });
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  close.addEventListener("click", () => dialog.close());

  const typed = field.value;
  dialog.replaceChildren(make("div", { className: "finding-box" }, form, status, list, rest, keys));
  field.value = typed;
  field.focus();
  searchClient.load().catch(() => say(failure(), 0));
  update();
};
