// Fills the page of results, and keeps the query in its address.
/* global announcer, answerTo, countOf, draw, FINDING, make, textOf */

const SHARED_AFTER = 300; // milliseconds: browsers reject more than a few changes of address a second
const SHOWN = 20; // results before a button for more

FINDING.fillPage = (form, field) => {
  if (form.isReady) return;
  form.isReady = true;
  const results = document.getElementById("search-results");
  const say = announcer(document.querySelector(".finding-status"));
  const title = document.title;
  let shown = null; // query
  let sharing = 0;

  const item = (hit, result) => {
    const { drawing, title: link, kind, trail, text, href, follow } = draw(hit, hit.best, result);
    Object.assign(link, { href, onclick: follow });
    const more = hit.more.map((place) => {
      const other = draw(hit, place, result);
      Object.assign(other.title, { href: other.href, onclick: other.follow });
      return make("li", {}, other.title);
    });
    return make("li", { className: "finding-item" }, drawing, link, kind, trail, text,
      more.length > 0 && make("ul", { className: "finding-more", ariaLabel: textOf("also") }, ...more));
  };

  const show = (result, from = 0) => {
    const { hits } = result;
    const list = results.querySelector("ol") || results.appendChild(make("ol", { className: "finding-list" }));
    list.append(...hits.slice(from, from + SHOWN).map((hit) => item(hit, result)));
    results.querySelector(".finding-further")?.remove();
    if (hits.length > from + SHOWN) {
      const button = make("button", { type: "button", className: "finding-further", textContent: textOf("more") });
      button.addEventListener("click", () => {
        show(result, from + SHOWN);
        list.children[from + SHOWN].querySelector("a").focus();
      });
      results.append(button);
    }
  };

  const share = (query) => {
    const address = new URL(location.href);
    address.hash = "";
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
    document.title = query ? `${query} – ${title}` : title;
  };

  const update = async () => {
    const query = field.value.trim();
    if (query === shown) return;
    shown = query;
    clearTimeout(sharing);
    sharing = setTimeout(share, SHARED_AFTER, query);
    const found = query && await answerTo(query);
    if (query !== shown) return;
    if (found) {
      const [result, other] = found;
      results.replaceChildren(...(other ? [other] : []));
      if (!other) show(result);
      say(countOf(result.hits.length), 0);
    } else if (query) {
      shown = null;
      say(textOf("failed"), 0);
    } else {
      results.replaceChildren(make("p", { className: "finding-hint", textContent: textOf("hint") }));
      say("", 0);
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });
  field.addEventListener("input", update);
  if (field.value) say(textOf("loading"));
  update();
};
