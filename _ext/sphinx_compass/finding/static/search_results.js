// Decides where each result of the engine leads, and its group. Does not use the DOM.
/* exported groupsOf, hitsOf, objectsByName, textFileOf, trailOf */
/* global wordsIn */

const isPart = (kind) => kind === "page" || kind === "section";

const keys = new Map();
const keyOf = (title) => {
  if (!keys.has(title)) keys.set(title, wordsIn(title).join(" "));
  return keys.get(title);
};

// Returns the object of each name on each page. A declared object precedes a term of that name.
function objectsByName(documents) {
  const named = new Map(); // number of the page and name -> object
  for (const item of documents) {
    const key = `${item.page} ${keyOf(item.title)}`;
    if (!isPart(item.kind) && (!named.has(key) || named.get(key).kind === "term")) named.set(key, item);
  }
  return named;
}

// Returns one hit for each page, best first: its best place, and other places on the page. A place
// that has the name of an object is shown as that object.
function hitsOf(found, pages, objects) {
  return found.map(({ page, score, own, parts, best: answer }) => {
    const { title, address } = pages[page];
    const shown = (place) => {
      const object = objects.get(`${page} ${keyOf(place.title)}`);
      return object ? { ...place, kind: object.kind, textAnchor: object.anchor } : place;
    };
    const [top] = parts;
    // A page that answers a question about another object has few of the words of the question.
    const isAnswer = objects.has(`${page} ${keyOf(title)}`) && score > 3 * (own + (top?.score || 0));
    const isWhole = !top || own >= top.score || isAnswer || keyOf(top.title) === keyOf(title);
    const section = top && parts.find((part) => part.kind === "section" && keyOf(part.title) === keyOf(top.title));
    const best = shown(answer || (isWhole ? { kind: "page", title, anchor: "" } : section || top));
    const seen = new Set([keyOf(title), keyOf(best.title)]);
    const more = [];
    for (const part of parts) {
      if (part.score < 0.4 * top.score || more.length > 2) break;
      if (seen.has(keyOf(part.title)) || !part.anchor) continue;
      seen.add(keyOf(part.title));
      more.push(shown(part));
    }
    return { page, title, address, score, best, more, parts };
  });
}

// Returns groups of hits, each with places of its kinds. The group with the best hit is the first.
function groupsOf(hits, most = { objects: 5, terms: 4, pages: 8 }) {
  const groups = { objects: [], terms: [], pages: [] };
  const groupOf = ({ kind }) => groups[isPart(kind) ? "pages" : kind === "term" ? "terms" : "objects"];
  for (const hit of hits) {
    const seen = new Set([keyOf(hit.best.title)]);
    groupOf(hit.best).push({ ...hit, rank: hit.score });
    const objects = hit.parts.filter(({ kind }) => !isPart(kind));
    for (const part of [...objects].sort((a, b) => (a.kind === "term") - (b.kind === "term"))) {
      if (seen.has(keyOf(part.title))) continue;
      seen.add(keyOf(part.title));
      groupOf(part).push({ ...hit, best: part, rank: Math.min(part.score, hit.score) });
    }
  }
  return Object.entries(groups)
    .map(([name, entries]) => {
      const sorted = entries.sort((a, b) => b.rank - a.rank);
      const enough = name === "pages" ? 0 : Math.max(0.2 * (sorted[0]?.rank || 0), 0.04 * (hits[0]?.score || 0));
      return { name, hits: sorted.filter(({ rank }) => rank >= enough).slice(0, most[name]) };
    })
    .filter((group) => group.hits.length)
    .sort((a, b) => b.hits[0].rank - a.hits[0].rank);
}

// Returns the titles of the pages above a page, from the sections down.
function trailOf(address, titles, { root, parents }) {
  const trail = [];
  let at = address;
  while (trail.length < 6) {
    at = parents[at] ?? folderPage(at, titles, root);
    if (at === root || !titles.has(at)) break;
    trail.unshift(titles.get(at));
  }
  return trail;
}

// The same rules as excerpts.py.
function folderPage(address, titles, root) {
  let folder = address.replace(/\/$/, "");
  while (folder.includes("/")) {
    folder = folder.replace(/\/[^/]*$/, "");
    const found = [`${folder}/`, `${folder}/index.html`].find((name) => titles.has(name) && name !== address);
    if (found) return found;
  }
  return root;
}

function textFileOf(address) {
  return `text/${address}${/(^|\/)$/.test(address) ? "index.json" : ".json"}`;
}
