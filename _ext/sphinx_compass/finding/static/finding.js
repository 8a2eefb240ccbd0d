// Finds pages, sections and objects by the words of a query. MiniSearch matches single words;
// this script weighs the words, joins what they match to pages, and answers questions that
// one object asks about another ("product lead boss").
/* exported createFinder */

const WEIGHTS = {
  // fields
  title: 10, keywords: 3, description: 1, heading: 4, text: 1, name: 6, alias: 6, facts: 1.2, earlier: 0.2,
  // words: stop words, how much rare words count more, and words that are not quite the one asked for
  stop: 0.22, rare: 0.8, synonym: 0.85, prefix: 0.5, fuzzy: 0.5, joined: 0.8, pair: 1.2,
  // pages: what other sections add to the best one, objects, the share of the query that matches,
  // a title or name that is the whole query or a part of it, an answer about an object
  rest: 0.7, object: 0.6, coverage: 1.2, whole: 60, part: 5, named_section: 0.5, named_term: 0.4, owner: 0.95,
  // of MiniSearch (BM25+)
  k: 1.7, b: 0.5, d: 0.4,
};

function createFinder(MiniSearch, data, stem, weights = WEIGHTS) {
  const stops = new Set(data.stopwords);
  const pageCount = data.pages.length;

  // What each document of the index is.
  const documents = data.pages.map(([, title], page) => ({ page, kind: "page", title }));
  data.pages.forEach(([, , sections], page) => sections.forEach((section) => {
    const [title, anchor] = typeof section === "string" ? [section, slug(section)] : section;
    documents.push({ page, kind: "section", title, anchor });
  }));
  const firstObject = documents.length;
  data.objects.forEach(([kind, title, page, anchor, aliases]) =>
    documents.push({ page, kind, title, anchor, aliases }));
  const titles = { title: [], heading: [], name: [], alias: [] };
  documents.forEach(({ kind, title, aliases = [] }, number) => {
    titles[{ page: "title", section: "heading" }[kind] || "name"].push([number, wordsOf(title)]);
    if (aliases.length) titles.alias.push([number, aliases.flatMap(wordsOf)]);
  });
  const index = readIndex(data.index, titles);
  const fields = index.names;
  const engine = MiniSearch.loadJS(asMiniSearch(index, documents.length), { fields, processTerm: (term) => term });

  function slug(title) {
    return title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  }

  // The same rules as words.py.
  function plain(text) {
    return text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  }
  function wordsOf(text) {
    const found = [];
    for (let [word] of plain(text).matchAll(/[\p{L}\p{N}]+(?:[&'’.\-/+][\p{L}\p{N}]+)*/gu)) {
      word = word.replace(/['’]s$/, "");
      const parts = word.split(/[&'’.\-/+]/);
      if (parts.length > 1) found.push(stem(parts.join("")));
      for (const part of parts) if (parts.length === 1 || part.length > 1) found.push(stem(part));
    }
    return found;
  }
  const key = (text) => wordsOf(text).join(" ");
  const names = new Map(); // words of a whole title or name -> documents
  const note = (text, number) => {
    const name = key(text);
    if (name) names.set(name, [...(names.get(name) || []), number]);
  };
  documents.forEach((item, number) => {
    note(item.title, number);
    (item.aliases || []).forEach((alias) => note(alias, number));
  });

  const known = new Map(); // so that a further letter costs one word only
  const fixes = new Map();
  function matches(word, how) { // document -> score
    const id = how + word;
    if (!known.has(id)) {
      const options = {
        fields, boost: weights, bm25: { k: weights.k, b: weights.b, d: weights.d }, tokenize: (text) => [text],
        processTerm: (term) => term, prefix: how === "prefix",
        weights: { prefix: 1, fuzzy: 1 },
      };
      known.set(id, new Map(engine.search(word, options).map(({ id: n, score }) => [n, score])));
    }
    return known.get(id);
  }
  function merge(into, from, factor) {
    for (const [number, score] of from) into.set(number, Math.max(into.get(number) || 0, score * factor));
    return into;
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

  // From 1 for a word on one page down to 0 for one on all pages.
  function rarity(found) {
    const count = new Set([...found.keys()].map((id) => documents[id].page)).size;
    return (Math.log(1 + pageCount / (count || 1)) / Math.log(1 + pageCount)) ** weights.rare;
  }

  function termOf(word, isLast) {
    const exact = matches(word, "");
    const found = new Map(exact);
    if (word.length > 2 && (isLast || !exact.size)) merge(found, matches(word, "prefix"), weights.prefix);
    for (const other of data.synonyms[word] || []) merge(found, phrase(other), weights.synonym);
    if (!found.size && word.length > 5) merge(found, halves(word), weights.joined);
    if (!found.size && !data.synonyms[word]) {
      corrections(word).forEach((other, place) =>
        merge(found, termOf(other, false).found, weights.fuzzy / (1 + place / 2)));
    }
    return { word, found, weight: (stops.has(word) ? weights.stop : 1) * rarity(found) };
  }

  // What has both halves of a word, such as "opensource".
  function halves(word) {
    let best = new Map();
    for (let at = 3; at <= word.length - 3; at++) {
      const pair = [stem(word.slice(0, at)), stem(word.slice(at))];
      if (pair.some((half) => stops.has(half) || !index.index.has(half))) continue;
      const found = phrase(pair.join(" "));
      if (found.size > best.size) best = found;
    }
    return best;
  }

  // The known words that a word with a typo may be, likeliest first.
  function corrections(word) {
    if (fixes.has(word)) return fixes.get(word);
    const limit = word.length > 5 ? 2 : word.length > 3 && !/\d/.test(word) ? 1 : 0;
    if (!limit) return [];
    const candidates = new Map();
    const note = (other, often) => {
      const distance = edits(word, other);
      if (distance <= limit && other.length > 2 && !candidates.has(other))
        candidates.set(other, distance + (word[0] === other[0] ? 0 : 0.6) - 0.1 * Math.log(1 + often));
    };
    for (const { match } of engine.search(word, { fuzzy: limit, prefix: false, tokenize: (text) => [text], fields }))
      Object.keys(match).forEach((other) => note(other, matches(other, "").size));
    Object.keys(data.synonyms).forEach((other) => other.includes(" ") || note(other, 5));
    const sorted = [...candidates].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
    const near = sorted.filter(([, cost]) => cost < sorted[0][1] + 0.5).slice(0, 3).map(([other]) => other);
    fixes.set(word, near);
    return near;
  }

  function termsOf(words) {
    const terms = [];
    words.forEach((word, place) => {
      if (!words.slice(0, place).includes(word)) terms.push(termOf(word, place === words.length - 1));
    });
    for (let place = 0; place + 1 < words.length; place++) {
      const pair = words[place] + " " + words[place + 1];
      const found = new Map();
      for (const other of data.synonyms[pair] || []) merge(found, phrase(other), weights.synonym * 1.5);
      merge(found, matches(words[place] + words[place + 1], ""), weights.joined);
      const covers = [place, place + 1].map((at) => terms.findIndex((term) => term.word === words[at]));
      if (found.size) terms.push({ word: pair, found, weight: weights.pair * rarity(found), covers, extra: true });
    }
    return terms;
  }

  // Pages by their score, best first: [{page, score, parts: [{id, score}]}], parts likewise.
  function find(query) {
    if (known.size > 500) known.clear();
    const all = wordsOf(query);
    const owned = data.owners[0].find((asked) => contains(all, asked) && asked.length < all.join(" ").length);
    const words = owned ? (" " + all.join(" ") + " ").replace(" " + owned + " ", " ").trim().split(" ") : all;
    const terms = termsOf(words);
    const full = terms.reduce((sum, term) => sum + (term.extra ? 0 : term.weight), 0) || 1;
    const pages = new Map();
    const at = (page) => {
      if (!pages.has(page)) pages.set(page, { page, own: 0, parts: new Map(), seen: new Set(), score: 0 });
      return pages.get(page);
    };
    terms.forEach((term, number) => {
      for (const [id, score] of term.found) {
        const { page, kind } = documents[id];
        const entry = at(page);
        const value = score * term.weight;
        (term.covers || [number]).forEach((covered) => entry.seen.add(covered));
        if (kind === "page") entry.own += value;
        const part = entry.parts.get(id) || { id, score: 0 };
        part.score += value * (kind === "page" || kind === "section" ? 1 : weights.object);
        if (kind !== "page") entry.parts.set(id, part);
      }
    });
    for (const entry of pages.values()) {
      const parts = [...entry.parts.values()].sort((a, b) => b.score - a.score || a.id - b.id);
      const rest = parts.slice(1).reduce((sum, part, place) => sum + part.score / (place + 2), 0);
      const covered = [...entry.seen].reduce((sum, n) => sum + (terms[n].extra ? 0 : terms[n].weight), 0);
      entry.parts = parts;
      entry.score = (entry.own + (parts[0]?.score || 0) + weights.rest * rest) * (covered / full) ** weights.coverage;
    }
    bonuses(words, at, pages);
    const sorted = () => [...pages.values()].sort((a, b) => b.score - a.score || a.page - b.page);
    const owner = owned && pages.size ? data.owners[1][sorted()[0].page] : -1;
    if (owner >= 0) {
      const best = sorted()[0].score;
      const entry = at(documents[owner + firstObject].page);
      entry.score = Math.max(entry.score, weights.owner * best);
    }
    return sorted();
  }

  function contains(words, phrase) {
    return (" " + words.join(" ") + " ").includes(" " + phrase + " ");
  }

  // Raises pages with a title or name from the query, and answers about one object.
  function bonuses(words, at, pages) {
    const used = words.filter((word) => !stops.has(word));
    // a whole title or name in the query
    for (let from = 0; from < words.length; from++)
      for (let to = words.length; to > from; to--) {
        const part = words.slice(from, to);
        const count = part.filter((word) => !stops.has(word)).length;
        for (const number of names.get(part.join(" ")) || []) {
          const { page, kind } = documents[number];
          const whole = count === used.length;
          const factor = kind === "section" ? weights.named_section : kind === "term" ? weights.named_term : 1;
          if (count || whole) at(page).score += factor * (whole ? weights.whole : (weights.part * count) / used.length);
        }
      }
    if (names.has(words.join(" "))) return;
    const fixed = words.map((word) => (matches(word, "").size || data.synonyms[word] ? word : corrections(word)[0] || word));
    let best = null;
    for (const [asked, answers] of data.relations) for (const word of asked) {
      if (!contains(fixed, word)) continue;
      const left = fixed.filter((one) => !stops.has(one) && !word.split(" ").includes(one));
      if (!left.length) continue;
      for (const [subject, answer] of answers) {
        const id = subject + firstObject;
        const item = documents[id];
        const named = [item.title, ...item.aliases].map(wordsOf);
        const share = Math.max(...named.map((name) => {
          const content = name.filter((one) => !stops.has(one));
          const hit = content.filter((one) => left.includes(one)).length;
          const close = content.filter((one) => !left.includes(one) && left.some((other) => one.length > 3 && !index.index.has(other) && edits(one, other) <= (one.length > 5 ? 2 : 1))).length;
          return (hit + 0.9 * close) / Math.max(content.length, left.length);
        }));
        if (!best || share > best.share) best = { share, subject: item, answer: documents[answer + firstObject] };
      }
    }
    if (best && best.share > 0.6) {
      const top = [...pages.values()].reduce((most, { score }) => Math.max(most, score), 0);
      at(best.answer.page).score = top + 2;
      at(best.subject.page).score = top + 1;
    }
  }

  // How many letters to insert, delete, replace or swap to make one word of another.
  function edits(one, other) {
    if (Math.abs(one.length - other.length) > 2) return 9;
    const rows = [Array.from({ length: other.length + 1 }, (_, place) => place)];
    for (let i = 1; i <= one.length; i++) {
      rows.push([i]);
      for (let j = 1; j <= other.length; j++) {
        let cost = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          cost = Math.min(cost, rows[i - 2][j - 2] + 1);
        rows[i].push(cost);
      }
    }
    return rows[one.length][other.length];
  }

  return { find, documents, address: (page) => data.pages[page][0] };
}
