// What to show for what the engine finds: where each result leads, and its group. No DOM.
/* exported hitsOf, groupsOf, trailOf, textFileOf */
/* global wordsIn */

const isPart = (kind) => kind === "page" || kind === "section";

// Returns one hit for each page, best first: where it leads best, and other places on the page.
// An object that has the page to itself stands for it.
function hitsOf(found, pages) {
  return found.map(({ page, score, own, parts }) => {
    const { title, address } = pages[page];
    const key = wordsIn(title).join(" ");
    const isNamed = (part) => wordsIn(part.title).join(" ") === key;
    const self = parts.find((part) => !isPart(part.kind) && isNamed(part));
    const whole = { kind: self?.kind || "page", title, anchor: "", textAnchor: self?.anchor || "" };
    const top = parts[0];
    const isWhole = !top || own >= top.score || isNamed(top);
    const best = isWhole ? whole : top;
    const seen = new Set([key, wordsIn(best.title).join(" ")]);
    const more = [];
    for (const part of parts) {
      const name = wordsIn(part.title).join(" ");
      if (part.score < 0.4 * top.score || more.length > 2) break;
      if (seen.has(name) || !part.anchor) continue;
      seen.add(name);
      more.push(part);
    }
    return { page, title, address, score, best, more, parts };
  });
}

// Returns the hits by group, each with the kind of its places: the group with the best one first.
function groupsOf(hits, most = { objects: 5, terms: 4, pages: 8 }) {
  const groups = { objects: [], terms: [], pages: [] };
  const groupOf = (kind) => (isPart(kind) ? "pages" : kind === "term" ? "terms" : "objects");
  for (const hit of hits) {
    const { best, score } = hit;
    groups[groupOf(best.kind)].push({ ...hit, rank: score });
    for (const part of hit.parts) {
      const isBest = part.anchor === best.anchor || part.anchor === best.textAnchor;
      if (!isPart(part.kind) && !isBest && part.anchor)
        groups[groupOf(part.kind)].push({ ...hit, best: part, rank: Math.min(part.score, score) });
    }
  }
  return Object.entries(groups)
    .map(([name, entries]) => {
      const sorted = entries.sort((a, b) => b.rank - a.rank);
      const enough = name === "pages" ? 0 : 0.2 * (sorted[0]?.rank || 0);
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
