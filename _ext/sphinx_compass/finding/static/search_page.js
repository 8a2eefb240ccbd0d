// Fills the page of results, and keeps the query in its address.
/* global announcer, answerTo, countOf, draw, drawLink, failure, FINDING, make, textOf */

const SHARED_AFTER = 300; // milliseconds: browsers reject more than a few changes of address a second
const SHOWN = 20; // results before a button for more
const AT_ONCE = 5; // results that a screen has room for

FINDING.fillPage = (form, field) => {
  if (form.isReady) return;
  form.isReady = true;
  const results = document.getElementById("search-results");
  const say = announcer(document.querySelector(".finding-status"));
  const title = document.title;
  let shown = null; // query
  let sharing = 0;

  const item = (hit, result) => {
    const more = hit.more.map((place) => make("li", {}, drawLink(hit, place, result).title));
    return make("li", { className: "finding-item" }, ...draw(hit, result, "a").parts,
      more.length > 0 && make("ul", { className: "finding-more", ariaLabel: textOf("also") }, ...more));
  };

  // Draws results up to a number: the first at once, the others when there is time.
  const show = (result, to) => {
    const { hits } = result;
    const list = results.querySelector("ol") || results.appendChild(make("ol", { className: "finding-list" }));
    const from = list.childElementCount;
    list.append(...hits.slice(from, Math.min(to, from + AT_ONCE)).map((hit) => item(hit, result)));
    if (from + AT_ONCE < Math.min(to, hits.length)) {
      setTimeout(() => list.isConnected && show(result, to)); // unless there is a newer answer
    } else if (to < hits.length) {
      const button = make("button", { type: "button", className: "finding-further", textContent: textOf("more") });
      button.addEventListener("click", () => {
        button.remove();
        show(result, to + SHOWN);
        list.children[to].querySelector("a").focus();
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
      if (!other) show(result, SHOWN);
      say(countOf(result.hits.length), 0);
    } else {
      if (query) shown = null; // so that the next key tries again
      results.replaceChildren(make("p", { className: "finding-hint", textContent: textOf("hint") }));
      say(query ? failure() : "", 0);
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
