// Finds pages, sections and objects by the words of a query. MiniSearch scores the places of a
// single word. This script scores words and pages, and answers questions that ask for an object by
// another one ("product lead boss").
//
// const finder = await createFinder({ data, load, stem });
//   data: what data.json contains
//   load: function from the name of another file beside it to a promise of what that contains
//   stem: function of the site's language from a word to its stem
//   Tools also give weights, and `known`: a map of what words match, which finders of the same data
//   can share if their fields have the same weights.
// const entries = await finder.find(query);
//   Pages, best first: { page, score, own, best, parts: [{ id, score }] }. Parts, best first, are
//   sections of the page and objects that it describes. `own` is the score of what is above its
//   first section. `best`, if set, is the document whose name is the query, or that answers it.
//   Calls may finish in a different order than they started. They reject only if `load` does.
// finder.documents[id]: { page, kind: "page", "section" or that of an object, title, anchor, aliases }
// finder.address(page): address relative to the site
//
// Needs MiniSearch, index.js and typos.js. Knows nothing of the page that it runs on.
/* exported createFinder, WEIGHTS */
/* global MiniSearch, readPart, readLengths, placesOf, wordsFrom, lettersOf, before, searchStem,
   edits, bits, stemsNear */

const WEIGHTS = {
  // fields
  title: 11, keywords: 6.5, description: 3.5, heading: 3.2, text: 0.65, name: 6, alias: 4, facts: 1.5, earlier: 0.2,
  // words: stop words, how much rare words count more, and words that differ from the one in the query
  stop: 0.25, rare: 0.8, synonym: 0.75, prefix: 0.5, further: 0.4, fuzzy: 0.9, joined: 0.7, pair: 1, apart: 0.5,
  loose: 0.5,
  // pages: what other sections add to the best one, objects, the share of the query that matches,
  // a title or name that is the whole query or a part of it, an answer about an object
  rest: 0.65, object: 0.6, coverage: 1.1, whole: 90, part: 5, together: 3, named_section: 0.5, named_term: 0.4, owner: 0.6,
  // of MiniSearch (BM25+)
  k: 1.2, b: 0.4, d: 0.4,
};
const MOST_PARTS = 10; // of a split index, for one query
const MOST_STARTS = 40; // words that begin with some letters; if there are more, only those in titles count
const MOST_TOGETHER = 4; // words of a query that have synonyms together
const DETAILED = 10; // best pages for which titles of sections are loaded, if the index is split

async function createFinder({ data, load, stem = searchStem, weights = WEIGHTS, known = new Map() }) {
  const stops = new Set(data.stopwords);
  const synonyms = new Map(Object.entries(data.synonyms));
  const pageCount = data.pages.length;
  const rest = sliced();

  // -- Words, by the same rules as words.py

  const stems = new Map(), typed = new Map(); // word -> stem, and stem -> a word
  function stemOf(word) {
    if (!stems.has(word)) {
      stems.set(word, stem(word));
      typed.set(stems.get(word), word);
    }
    return stems.get(word);
  }
  function wordsOf(text) {
    const found = [];
    const plain = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
    for (let [word] of plain.matchAll(/[\p{L}\p{N}]+(?:[&'’.\-/+][\p{L}\p{N}]+)*/gu)) {
      word = word.replace(/['’]s$/, "");
      const parts = word.split(/[&'’.\-/+]/);
      const whole = parts.join("");
      found.push(...parts.filter((part) => parts.length === 1 || part.length > 1));
      if (parts.length === 2 || (parts.length > 1 && parts.length === whole.length)) found.push(whole);
    }
    return found.flatMap((word) => {
      const signs = [...word];
      if (/[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/.test(word))
        return Array.from({ length: Math.max(signs.length - 1, 1) }, (_, at) => signs.slice(at, at + 2).join(""));
      return signs.length <= 40 ? [stemOf(word)] : [];
    }).filter(Boolean);
  }

  // -- Documents of the index

  const documents = [];
  const names = new Map(); // words of a whole title or name -> documents
  const titleWords = new Map(); // word -> field -> document -> times
  const lengths = Object.fromEntries(data.fields.map((name) => [name, readLengths(data.lengths[name] || "")]));
  const fields = [...new Set([...data.fields, "title", "heading", "name", "alias"])];
  fields.forEach((name) => { lengths[name] ||= []; });

  function note(words, number) {
    const name = words.join(" ");
    if (name) names.set(name, [...(names.get(name) || []), number]);
  }
  function index(field, number, words) {
    const once = new Set(words);
    lengths[field][number] = once.size;
    for (const word of once) {
      if (!titleWords.has(word)) titleWords.set(word, {});
      (titleWords.get(word)[field] ||= {})[number] = 1;
    }
  }
  function detail(number, section) { // the title of a section
    const [title, anchor] = typeof section === "string" ? [section, slug(section)] : section;
    Object.assign(documents[number], { title, anchor });
    const words = wordsOf(title);
    note(words, number);
    if (!data.split) index("heading", number, words);
  }
  function slug(title) {
    return title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  }

  function anchored(kind, title, anchor) { // as _anchor() of content.py writes it
    if (typeof anchor === "string") return anchor;
    return `${kind}-${anchor ? title.replace(/[^A-Za-z0-9]+/g, "-") : slug(title)}`;
  }

  data.pages.forEach(([, title], page) => documents.push({ page, kind: "page", title }));
  const firstSections = data.pages.map(([, , sections], page) => {
    const first = documents.length;
    const count = data.split ? sections : sections.length;
    for (let number = 0; number < count; number++) documents.push({ page, kind: "section", title: "", anchor: "" });
    return first;
  });
  const firstObject = documents.length;
  for (let page = 0; page < pageCount; page++) {
    const words = wordsOf(data.pages[page][1]);
    note(words, page);
    index("title", page, words);
    if (!data.split) data.pages[page][2].forEach((section, place) => detail(firstSections[page] + place, section));
    if (rest.due()) await rest.taken();
  }
  const calls = []; // by object: the words of its name and of each alias
  for (const [kind, title, page, anchor, aliases] of data.objects) {
    const number = documents.length;
    documents.push({ page, kind, title, anchor: anchored(kind, title, anchor), aliases });
    const called = [title, ...aliases].map(wordsOf);
    calls.push(called);
    called.forEach((words) => note(words, number));
    index("name", number, called[0]);
    if (aliases.length) index("alias", number, called.slice(1).flat());
    if (rest.due()) await rest.taken();
  }
  const averages = fields.map((name) =>
    lengths[name].reduce((sum, length) => sum + length, 0) / (documents.length || 1) || 1);
  const titleLetters = [...titleWords.keys()].map((word) => [word, lettersOf(word)]);

  // -- Parts of the index, which are loaded when a query needs them

  const starts = data.split ? data.split.words : [""];
  const parts = data.split ? [] : [readPart(data.index)];
  if (rest.due()) await rest.taken();
  const detailed = new Set(); // groups of pages whose sections have titles
  let wanted = { parts: new Set(), groups: new Set(), most: MOST_PARTS, missing: 0 };

  function part(number) {
    if (parts[number]) return parts[number];
    if (wanted.parts.size < wanted.most) wanted.parts.add(number);
    wanted.missing += 1;
    return null;
  }
  const numberOf = (word) => {
    const at = before(starts, word);
    return starts[at] === word ? at : Math.max(at - 1, 0);
  };
  function placesIn(word) { // field -> document -> times
    const found = part(numberOf(word));
    return { ...(found && placesOf(found, word)), ...titleWords.get(word) };
  }
  function startingWith(letters) {
    const titled = [...titleWords.keys()].filter((word) => word.startsWith(letters));
    const found = new Set(titled);
    for (let number = numberOf(letters); number <= numberOf(letters + "\uffff"); number++) {
      const one = part(number);
      if (one) wordsFrom(one, letters).forEach((word) => found.add(word));
    }
    return found.size > MOST_STARTS ? titled : [...found];
  }
  async function loadWanted({ parts: numbers, groups }) {
    const { version } = data.split;
    await Promise.all([
      ...[...numbers].map(async (number) => { parts[number] = readPart(await load(`words-${version}-${number}.json`)); }),
      ...[...groups].map(async (group) => {
        const found = await load(`sections-${version}-${group}.json`);
        if (detailed.has(group)) return;
        detailed.add(group);
        found.forEach((sections, place) => sections.forEach((section, at) =>
          detail(firstSections[data.split.groups[group] + place] + at, section)));
      }),
    ]);
  }
  function wantSections(pages) {
    for (const { page } of pages) {
      const at = before(data.split.groups, page);
      const group = data.split.groups[at] === page ? at : at - 1;
      if (!detailed.has(group)) wanted.groups.add(group);
    }
  }

  // -- Documents that match words

  const fixes = new Map();
  function cached(cache, id, make) {
    if (cache.has(id)) return cache.get(id);
    const missing = wanted.missing;
    const made = make();
    if (wanted.missing === missing) cache.set(id, made);
    return made;
  }
  function matches(word, how) { // document -> score
    return cached(known, how + word, () => {
      const words = how === "prefix" ? startingWith(word) : [word];
      const places = words.map((one) => [one, placesIn(one)]);
      if (!places.some(([, found]) => Object.keys(found).length)) return new Map();
      const engine = MiniSearch.loadJS(asMiniSearch(places), { fields, processTerm: (term) => term });
      return new Map(engine.search(word, {
        boost: weights, bm25: { k: weights.k, b: weights.b, d: weights.d }, tokenize: (text) => [text],
        processTerm: (term) => term, prefix: how === "prefix", weights: { prefix: 1, fuzzy: 1 },
      }).map(({ id, score }) => [id, score]));
    });
  }
  function asMiniSearch(places) { // what MiniSearch.loadJS takes, with only some words
    const numbers = fields.map((name, place) => [name, place]);
    const index = places.map(([word, found]) =>
      [word, Object.fromEntries(numbers.filter(([name]) => found[name]).map(([name, place]) => [place, found[name]]))]);
    const ids = {}, sizes = {};
    for (const [, found] of index) for (const there of Object.values(found)) for (const id in there) {
      if (id in ids) continue;
      ids[id] = Number(id);
      sizes[id] = fields.map((name) => (lengths[name].length ? lengths[name][id] || 0 : 1));
    }
    return {
      documentCount: documents.length, nextId: documents.length, dirtCount: 0, serializationVersion: 2, storedFields: {},
      documentIds: ids, fieldIds: Object.fromEntries(numbers), fieldLength: sizes, averageFieldLength: averages, index,
    };
  }
  function phrase(words) { // documents that have all words of a synonym
    const maps = words.split(" ").map((word) => matches(word, ""));
    const found = new Map();
    for (const [number, score] of maps[0]) {
      if (maps.every((map) => map.has(number)))
        found.set(number, maps.reduce((sum, map) => sum + map.get(number), score - maps[0].get(number)) / Math.sqrt(maps.length));
    }
    return found;
  }

  // Returns 1 for a word on one page, and less for a word on more pages.
  function rarity(found) {
    const count = new Set([...found.keys()].map((id) => documents[id].page)).size;
    return (Math.log(1 + pageCount / (count || 1)) / Math.log(1 + pageCount)) ** weights.rare;
  }

  // Returns the scores of documents for a word of a query, how well each matches the word, and how
  // much the word counts. A rare word keeps its weight if it also matches a frequent one.
  const terms = new Map();
  function termOf(word, isLast) {
    return cached(terms, word + (isLast ? " last" : ""), () => {
      const term = { word, found: new Map(), shares: new Map(), weight: 0 };
      const exact = matches(word, "");
      add(term, exact, 1);
      if (word.length > 2 && (isLast || !exact.size))
        add(term, matches(word, "prefix"), exact.size ? weights.further : weights.prefix);
      for (const other of synonyms.get(word) || []) add(term, phrase(other), weights.synonym);
      if (!term.found.size && word.length > 5) add(term, halves(word), weights.joined);
      if (!term.found.size && !synonyms.has(word) && !stops.has(word))
        corrections(word).forEach((other, place) => {
          const meant = termOf(other, false);
          const factor = weights.fuzzy / (1 + place / 2);
          for (const [number, score] of meant.found) raise(term, number, score * factor, meant.shares.get(number) * factor);
          term.weight = Math.max(term.weight, meant.weight);
        });
      if (stops.has(word)) term.weight *= weights.stop;
      return term;
    });
  }
  function add(term, found, factor) {
    if (!found.size) return;
    const weight = rarity(found);
    term.weight = Math.max(term.weight, weight * (factor === 1 ? 1 : weights.loose));
    for (const [number, score] of found)
      raise(term, number, score * factor * weight * (stops.has(term.word) ? weights.stop : 1), factor);
  }
  function raise(term, number, score, share) {
    term.found.set(number, Math.max(term.found.get(number) || 0, score));
    term.shares.set(number, Math.max(term.shares.get(number) || 0, share));
  }

  // Returns documents that have both halves of a word, such as "opensource".
  function halves(word) {
    let best = new Map();
    for (let at = 3; at <= word.length - 3; at++) {
      const pair = [stemOf(word.slice(0, at)), stemOf(word.slice(at))];
      if (pair.some((half) => stops.has(half) || !matches(half, "").size)) continue;
      const found = phrase(pair.join(" "));
      if (found.size > best.size) best = found;
    }
    return best;
  }

  // Returns the known words that a misspelled word may stand for, the most likely first.
  function corrections(word) {
    return cached(fixes, word, () => {
      const limit = word.length > 5 ? 2 : word.length > 3 && !/\d/.test(word) ? 1 : 0;
      if (!limit) return [];
      part(numberOf(word)); // likely corrections are in the same part
      const letters = lettersOf(word);
      const raw = typed.get(word) || word;
      const near = stemsNear(raw, stem);
      const hard = limit > 1 || /[^a-z]/.test(raw); // may stand for a word that is not in `near`
      const candidates = new Map();
      const consider = (other, its) => {
        if (other.length < 3 || candidates.has(other)) return;
        let cost = near.get(other) ?? 9;
        // a known stem with a misspelled ending, as in "representitive"
        if (other.length > 4 && other.length < raw.length && raw.startsWith(other))
          cost = Math.min(cost, 1 + 0.05 * (raw.length - other.length));
        if (cost > 2 && hard && Math.abs(other.length - word.length) <= limit + 2 && bits(letters ^ its) <= 2 * limit) {
          cost = edits(raw, other, other.length > 4 ? 3 : 0);
          if (word !== raw) cost = Math.min(cost, edits(word, other));
        }
        if (cost > limit) return;
        const often = matches(other, "").size || 5; // a synonym may be on no page
        candidates.set(other, cost + (word[0] === other[0] ? 0 : 0.4) - 0.1 * Math.log(1 + often));
      };
      for (const one of parts) one?.words.forEach((other, at) => consider(other, one.letters[at]));
      for (const [other, its] of titleLetters) consider(other, its);
      for (const other of [...synonyms.keys(), ...stops]) if (!other.includes(" ")) consider(other, lettersOf(other));
      const sorted = [...candidates].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
      return sorted.filter(([, cost]) => cost < sorted[0][1] + 0.5).slice(0, 3).map(([other]) => other);
    });
  }
  // Returns the words, each with its most likely correction. A correction is more likely if it
  // forms a name or an expression with the word before or after it.
  function corrected(words) {
    const choices = words.map((word) =>
      stops.has(word) || matches(word, "").size || synonyms.has(word) ? [word] : [...corrections(word), word]);
    const isKnown = (pair) => names.has(pair) || synonyms.has(pair);
    return choices.map((all, at) => all.find((one) =>
      choices[at - 1]?.some((other) => isKnown(`${other} ${one}`)) ||
      choices[at + 1]?.some((other) => isKnown(`${one} ${other}`))) || all[0]);
  }
  function termsOf(words, fixed) {
    const found = words.filter((word, place) => !words.slice(0, place).includes(word));
    const all = found.map((word) => termOf(word, word === words.at(-1)));
    for (let from = 0; from < words.length; from++)
      for (let to = from + 2; to <= Math.min(from + MOST_TOGETHER, words.length); to++) {
        const some = fixed.slice(from, to);
        const term = { word: some.join(" "), found: new Map(), shares: new Map(), weight: 0, extra: true };
        term.covers = words.slice(from, to).map((word) => found.indexOf(word));
        for (const other of synonyms.get(term.word) || []) add(term, phrase(other), weights.pair);
        if (to === from + 2) add(term, matches(some.join(""), ""), weights.joined);
        if (term.found.size) all.push(term);
      }
    return all;
  }

  // -- Pages

  async function find(query) {
    if (known.size > 20000) [known, terms, fixes].forEach((cache) => cache.clear());
    let most = MOST_PARTS;
    for (;;) {
      wanted = { parts: new Set(), groups: new Set(), most, missing: 0 };
      const entries = ranked(query);
      const now = wanted;
      if (!now.parts.size && !now.groups.size) return entries;
      await loadWanted(now);
      most -= now.parts.size;
    }
  }

  function ranked(query) {
    const all = wordsOf(query);
    all.forEach((word) => part(numberOf(word))); // they take precedence over their synonyms
    const owned = data.owners[0].find((asked) => contains(all, asked) && asked.length < all.join(" ").length);
    const words = owned ? (" " + all.join(" ") + " ").replace(" " + owned + " ", " ").trim().split(" ") : all;
    const fixed = corrected(words);
    const pages = scored(termsOf(words, fixed));
    const at = (page) => {
      if (!pages.has(page)) pages.set(page, { page, own: 0, parts: [], score: 0 });
      return pages.get(page);
    };
    const sorted = () => [...pages.values()].sort((a, b) => b.score - a.score || a.page - b.page);
    if (data.split && !wanted.parts.size) wantSections(sorted().slice(0, DETAILED));
    bonuses(fixed, at, pages);
    const best = sorted()[0];
    const owner = owned && best ? data.owners[1][best.page] : -1;
    if (owner >= 0) {
      const entry = at(documents[owner + firstObject].page);
      entry.score = Math.max(entry.score, weights.owner * best.score);
    }
    const entries = sorted();
    if (data.split) for (const entry of entries) entry.parts = entry.parts.filter(({ id }) => documents[id].title);
    return entries;
  }

  function scored(asked) {
    const full = asked.reduce((sum, term) => sum + (term.extra ? 0 : term.weight), 0) || 1;
    const pages = new Map();
    // Words that have a meaning together count less on their own, as in "on call".
    const together = new Set(asked.flatMap((term) => (term.extra && synonyms.has(term.word) ? term.covers : [])));
    asked.forEach((term, number) => {
      const factor = together.has(number) ? weights.apart : 1;
      for (const [id, score] of term.found) {
        const { page, kind } = documents[id];
        if (!pages.has(page)) pages.set(page, { page, own: 0, parts: new Map(), seen: [], top: [], score: 0 });
        const entry = pages.get(page);
        const value = score * factor;
        const share = Math.min(term.shares.get(id), 1);
        const see = (seen) => { for (const at of term.covers || [number]) seen[at] = Math.max(seen[at] || 0, share); };
        see(entry.seen);
        if (kind === "page") {
          entry.own += value;
          see(entry.top);
          continue;
        }
        if (!entry.parts.has(id)) entry.parts.set(id, { id, score: 0, seen: [] });
        const part = entry.parts.get(id);
        part.score += value * (kind === "section" ? 1 : weights.object);
        see(part.seen);
      }
    });
    for (const entry of pages.values()) {
      const found = [...entry.parts.values()].sort((a, b) => b.score - a.score || a.id - b.id);
      const others = found.slice(1).reduce((sum, one, place) => sum + one.score / (place + 2), 0);
      const covered = (seen) => seen.reduce((sum, share, at) => sum + share * asked[at].weight, 0) / full;
      entry.parts = found;
      const together = Math.max(covered(entry.top), ...found.map(({ seen }) => covered(seen)));
      entry.score = (entry.own + (found[0]?.score || 0) + weights.rest * others) *
        covered(entry.seen) ** weights.coverage * (1 + weights.together * together);
    }
    return pages;
  }

  function contains(words, some) {
    return (" " + words.join(" ") + " ").includes(" " + some + " ");
  }

  // Raises the scores of pages with a title or name from the query, and of answers about an object.
  function bonuses(words, at, pages) {
    const used = words.filter((word) => !stops.has(word));
    // a whole title or name in the query
    for (let from = 0; from < words.length; from++)
      for (let to = Math.min(words.length, from + 12); to > from; to--) {
        const some = words.slice(from, to);
        const count = some.filter((word) => !stops.has(word)).length;
        for (const number of names.get(some.join(" ")) || []) {
          const { page, kind } = documents[number];
          const whole = count === used.length;
          const factor = kind === "section" ? weights.named_section : kind === "term" ? weights.named_term : 1;
          if (count || whole) at(page).score += factor * (whole ? weights.whole : (weights.part * count) / used.length);
          if (whole && kind !== "page") at(page).best ??= number;
        }
      }
    if (names.has(words.join(" "))) return;
    const answer = answerTo(words);
    if (answer) {
      const top = [...pages.values()].reduce((most, { score }) => Math.max(most, score), 0);
      [answer.answer, answer.subject].forEach((object, place) => {
        const best = object + firstObject;
        Object.assign(at(documents[best].page), { best, score: top + 2 - place });
      });
    }
  }

  function answerTo(words) {
    let best = null;
    for (const [asked, answers] of data.relations) for (const word of asked) {
      if (!contains(words, word)) continue;
      const left = words.filter((one) => !stops.has(one) && !word.split(" ").includes(one));
      if (!left.length) continue;
      const unknown = left.filter((one) => !matches(one, "").size);
      for (const [subject, answer] of answers) {
        const share = Math.max(...calls[subject].map((name) => {
          const content = name.filter((one) => !stops.has(one));
          const hit = content.filter((one) => left.includes(one)).length;
          const close = content.filter((one) => one.length > 3 && !left.includes(one) &&
            unknown.some((other) => edits(one, other) <= (one.length > 5 ? 2 : 1))).length;
          return (hit + 0.9 * close) / Math.max(content.length, left.length);
        }));
        if (share > (best?.share || 0)) best = { share, subject, answer };
      }
    }
    return best && best.share > 0.6 ? best : null;
  }

  return {
    find, documents, address: (page) => data.pages[page][0],
    words: wordsOf, same: (word) => [word, ...(synonyms.get(word) || [])],
  };
}

// Lets the browser do other work after every few milliseconds.
function sliced() {
  let start = performance.now();
  return {
    due: () => performance.now() - start > 8,
    async taken() {
      await (globalThis.scheduler?.yield ? scheduler.yield() : new Promise((done) => { setTimeout(done); }));
      start = performance.now();
    },
  };
}
