// Finds pages, sections and objects by the words of a query. MiniSearch matches single words;
// this script weighs the words, joins what they match to pages, and answers questions that
// one object asks about another ("product lead boss").
/* exported createFinder */

const WEIGHTS = {
  // fields
  title: 6, keywords: 5, description: 2.5, heading: 4, text: 1, name: 5, alias: 5, facts: 1.5, earlier: 0.2,
  // words
  stop: 0.15, synonym: 0.6, prefix: 0.5, fuzzy: 0.6, joined: 0.8,
  // pages: what all of its sections and its other objects add to the best one, the share of the query
  rest: 0.3, object: 1, coverage: 1.5, whole: 12, part: 4, relation: 30,
  // length normalization of MiniSearch
  k: 1.2, b: 0.5, d: 0.4,
};

function createFinder(MiniSearch, data, stem, weights = WEIGHTS) {
  const fields = Object.keys(data.index.fieldIds);
  const engine = MiniSearch.loadJS(data.index, { fields, processTerm: (term) => term });
  const stops = new Set(data.stopwords);
  const pageCount = data.pages.length;

  // What each document of the index is: [page, kind, number].
  const documents = data.pages.map((_, page) => ({ page, kind: "page" }));
  data.pages.forEach(([, , sections], page) =>
    sections.forEach(([title, anchor]) => documents.push({ page, kind: "section", title, anchor })));
  const firstObject = documents.length;
  data.objects.forEach(([kind, title, page, anchor, aliases]) =>
    documents.push({ page, kind, title, anchor, aliases }));

  // The same rules as words.py.
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
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
    note(item.kind === "page" ? data.pages[item.page][1] : item.title, number);
    (item.aliases || []).forEach((alias) => note(alias, number));
  });

  const known = new Map();
  function matches(word, how) { // document -> score
    const id = how + word;
    if (!known.has(id)) {
      const options = {
        fields, boost: weights, bm25: { k: weights.k, b: weights.b, d: weights.d }, tokenize: (text) => [text],
        processTerm: (term) => term, prefix: how === "prefix",
        fuzzy: how === "fuzzy" && (word.length > 7 ? 2 : 1),
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

  function termOf(word, isLast) {
    const exact = matches(word, "");
    const found = new Map(exact);
    if (word.length > 2 && (isLast || !exact.size)) merge(found, matches(word, "prefix"), weights.prefix);
    let fuzzy = false;
    if (!exact.size && word.length > 3 && !/^\d+$/.test(word)) {
      fuzzy = true;
      merge(found, matches(word, "fuzzy"), weights.fuzzy);
    }
    for (const other of data.synonyms[word] || []) merge(found, phrase(other), weights.synonym);
    return { word, found, weight: stops.has(word) ? weights.stop : 1, fuzzy };
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
      if (found.size) terms.push({ word: pair, found, weight: 1, extra: true });
    }
    return terms;
  }

  // Pages by their score: [{page, score, best, sections}].
  function find(query) {
    known.clear();
    const words = wordsOf(query);
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
        entry.seen.add(number);
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
    bonuses(words, at);
    return [...pages.values()].sort((a, b) => b.score - a.score || a.page - b.page);
  }

  function bonuses(words, at) {
    const used = words.filter((word) => !stops.has(word));
    // a whole title or name in the query
    for (let from = 0; from < words.length; from++)
      for (let to = words.length; to > from; to--) {
        const part = words.slice(from, to);
        const count = part.filter((word) => !stops.has(word)).length;
        for (const number of names.get(part.join(" ")) || []) {
          const { page, kind } = documents[number];
          const whole = count === used.length;
          const factor = kind === "section" || kind === "term" ? 0.5 : 1;
          if (count || whole) at(page).score += factor * (whole ? weights.whole : (weights.part * count) / used.length);
        }
      }
    for (const [asked, answers] of data.relations) {
      const word = asked.find((one) => (" " + words.join(" ") + " ").includes(" " + one + " "));
      if (!word) continue;
      const left = used.filter((one) => !word.split(" ").includes(one));
      if (!left.length) continue;
      const subjects = new Map();
      left.map((one) => termOf(one, false)).forEach(({ found }) => {
        for (const [id, score] of found)
          if (id >= firstObject) subjects.set(id, (subjects.get(id) || 0) + Math.min(score, 20) / left.length);
      });
      let best = null;
      for (const [subject, answer] of answers) {
        const id = subject + firstObject;
        const item = documents[id];
        const named = [item.title, ...item.aliases].map(wordsOf);
        const share = Math.max(...named.map((name) => {
          const content = name.filter((one) => !stops.has(one));
          const hit = content.filter((one) => left.includes(one)).length;
          const close = content.filter((one) => !left.includes(one) && left.some((other) => near(one, other))).length;
          return (hit + 0.9 * close) / Math.max(content.length, left.length);
        }));
        if (!best || share > best.share) best = { share, subject: item, answer: documents[answer + firstObject] };
      }
      if (best && best.share > 0.6) {
        at(best.answer.page).score += weights.relation * best.share;
        at(best.subject.page).score += weights.relation * 0.7 * best.share;
      }
    }
  }

  // Whether a word is another one with a typo.
  function near(one, other) {
    if (Math.abs(one.length - other.length) > 1 || Math.min(one.length, other.length) < 4) return false;
    let row = [...other].map((_, place) => place + 1);
    row.unshift(0);
    [...one].forEach((char, i) => {
      const next = [i + 1];
      [...other].forEach((letter, j) => next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (char !== letter))));
      row = next;
    });
    return row.at(-1) <= (one.length > 7 ? 2 : 1);
  }

  return { find, documents, address: (page) => data.pages[page][0] };
}
