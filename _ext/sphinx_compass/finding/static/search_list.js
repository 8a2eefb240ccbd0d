// Draws hits as links, and fills in what their pages say once they are on the screen.
/* exported announcer, answerTo, countOf, draw, drawLink, failure */
/* global closestNames, excerptOf, FINDING, formsIn, HELP, hitsOf, ISSUE, KINDS, marked, matcherOf,
   searchClient, TEXTS, textFileOf, trailOf, wordsIn */

const PAUSE = 150; // milliseconds after the last key, before texts of pages are loaded
const LONGEST = 500; // letters of a query; what follows would only make the search slow
const DRAWINGS = { // lines on a grid of 16 by 16
  __proto__: null, // a site may have kinds such as "constructor"
  page: "M3.5 1.5h6l3 3v10h-9zM9 1.5v3.5h3.5M6 8.5h4M6 11h4",
  section: "M6 2 4.5 14M11.5 2 10 14M2.5 5.5h12M1.5 10.5h12",
  term: "M3 12V3.5a1 1 0 0 1 1-1h9v11H4.5A1.5 1.5 0 0 1 3 12a1.5 1.5 0 0 1 1.5-1.5H13",
  role: "M8 2a2.75 2.75 0 1 0 .01 0zM2.5 14c.5-3.5 2.5-5 5.5-5s5 1.5 5.5 5",
  team: "M6 3a2.3 2.3 0 1 0 .01 0zM1.5 13.5c.3-3 1.8-4.5 4.5-4.5s4.2 1.5 4.5 4.5M10.5 3.2a2.2 2.2 0 0 1 0 4.2M12 9.3c1.5.6 2.3 2 2.5 4.2",
  find: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14",
};
DRAWINGS.area = "M6 2h4v4H6zM2 10h4v4H2zM10 10h4v4h-4zM8 6v2M4 10V8h8v2";

const textOf = (name, values = {}) => TEXTS[name].replace(/\{(\w+)\}/g, (_match, key) => values[key]);

// Browsers let pages that are files load scripts, but no data.
const failure = () => textOf(location.protocol === "file:" ? "local" : "failed");

function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter(Boolean));
  return made;
}

function drawing(name) {
  const names = "http://www.w3.org/2000/svg";
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS(names, tag));
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", DRAWINGS[name] || DRAWINGS.page);
  svg.append(path);
  return svg;
}

const kindName = (kind) => {
  const name = Object.hasOwn(KINDS, kind) ? KINDS[kind] : kind;
  return name[0].toUpperCase() + name.slice(1);
};

const nodesOf = (list) => list.map(([text, is]) => (is ? make("mark", {}, text) : text));

// Says how many results there are, above them and to screen readers, but not at each letter.
function announcer(element) {
  let timer = 0;
  return (text, wait = 400) => {
    clearTimeout(timer);
    timer = setTimeout(() => { element.textContent = text; }, wait);
  };
}

const loadedTexts = new Map(); // address of a page -> what it says, by HTML id
const loadingTexts = new Map(); // address of a page -> promise of the same

function textsOf(address) {
  if (!loadingTexts.has(address)) {
    loadingTexts.set(address, fetch(FINDING.files + textFileOf(address))
      .then(async (answer) => new Map(answer.ok ? Object.entries(await answer.json()) : []))
      .then((said) => (loadedTexts.set(address, said), said))
      .catch(() => (loadingTexts.delete(address), new Map())));
  }
  return loadingTexts.get(address);
}

const whenSeen = new WeakMap(); // element -> what to do once it is on the screen
const screen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    screen.unobserve(target);
    whenSeen.get(target)();
  }
});

// Returns what a query finds, and what is needed to draw it.
async function search(query) {
  const [found, pages, objects, site, stem, stopWords, same] = await Promise.all([
    searchClient.find(query), searchClient.pages(), searchClient.objects(), searchClient.site(),
    searchClient.stem(), searchClient.stopWords(), searchClient.same(),
  ]);
  const titles = new Map(pages.map(({ address, title }) => [address, title]));
  const matcher = matcherOf(query, { stem, stopWords, same });
  return { query, hits: hitsOf(found, pages, objects), site, titles, matcher };
}

// Returns the text of the object or section, or else the first text of the page that matches.
function textAbout(said, { anchor, textAnchor, kind }, { score }) {
  const own = said.get(textAnchor || anchor);
  if (own || kind === "section") return own || "";
  const texts = [...said.values()];
  return texts.find((text) => marked(text, score).some(([, is]) => is)) || texts[0] || "";
}

// Draws a link to a place, without an address if `name` is not "a".
function drawLink(hit, place, { matcher, query }, name = "a") {
  const isExact = marked(place.title, matcher.score).some(([, is]) => is);
  const title = make(name, { className: "finding-title" },
    ...nodesOf(marked(place.title, isExact ? matcher.score : matcher.close)));
  // encoded as in `location`, with which arrive.js compares it
  const { href } = new URL(FINDING.site + hit.address + (place.anchor ? `#${encodeURI(place.anchor)}` : ""));
  const follow = () => { // for arrive.js
    const said = loadedTexts.get(hit.address);
    const words = said ? formsIn(textAbout(said, place, matcher), matcher) : wordsIn(query);
    sessionStorage.finding = JSON.stringify({ address: href, words });
    if (href.split("#")[0] === location.href.split("#")[0]) FINDING.load("arrive.js").then(() => setTimeout(FINDING.arrive));
  };
  if (name === "a") Object.assign(title, { href, onclick: follow });
  return { title, href, follow };
}

// Draws a link, and beside it the kind of the place, the pages above it, and its text.
function draw(hit, result, name) {
  const { matcher, site, titles } = result;
  const place = hit.best;
  const kind = make("span", { className: "finding-kind", textContent: kindName(place.kind) });
  const above = [...trailOf(hit.address, titles, site), ...(place.title === hit.title ? [] : [hit.title])];
  const trail = make("span", { className: "finding-trail", textContent: above.join(" / ") });
  const text = make("span", { className: "finding-text" });
  const fill = (said) => text.replaceChildren(...nodesOf(excerptOf(textAbout(said, place, matcher), matcher)));
  if (loadedTexts.has(hit.address)) {
    fill(loadedTexts.get(hit.address));
  } else {
    whenSeen.set(text, () => textsOf(hit.address).then(fill));
    setTimeout(() => text.isConnected && screen.observe(text), PAUSE);
  }
  const link = drawLink(hit, place, result, name);
  return { ...link, parts: [drawing(place.kind), link.title, kind, trail, text] };
}

// Returns what readers can do if a query finds nothing.
async function nothing(query) {
  const [names, pages, site] = await Promise.all([searchClient.names(), searchClient.pages(), searchClient.site()]);
  const list = (title, links) => links.length > 0 && [
    make("p", { textContent: title }),
    make("ul", {}, ...links.map(([textContent, address]) =>
      make("li", {}, make("a", { textContent, href: new URL(address, FINDING.site).href })))),
  ];
  const closest = closestNames(query, names).map(({ title, page, anchor }) =>
    [title, pages[page].address + (anchor ? `#${encodeURI(anchor)}` : "")]);
  const issue = ISSUE && ISSUE.replace("{title}", encodeURIComponent(textOf("title", { query })));
  const asking = [...(HELP.length ? [HELP] : []), ...(issue ? [[textOf("report"), issue]] : [])];
  return make("div", { className: "finding-nothing" },
    make("p", { textContent: textOf("nothing", { query }) }),
    ...[list(textOf("closest"), closest), list(textOf("sections"), site.sections), list(textOf("help"), asking)].flat());
}

const countOf = (count) => textOf(count === 0 ? "none" : count === 1 ? "one" : "many", { count });

// Returns what a query finds, and what to do if that is nothing; null if the data is not there.
async function answerTo(typed) {
  try {
    const query = [...typed].slice(0, LONGEST).join("");
    const result = await search(query);
    return [result, result.hits.length ? null : await nothing(query)];
  } catch (error) {
    console.error(error);
    return null;
  }
}
