// Decides what to mark in titles and texts, which part of a text to quote, and which names are close
// to a query that finds nothing. Does not use the DOM.
/* exported wordsIn, matcherOf, marked, excerptOf, formsIn, closestNames */

const WORD = /[\p{L}\p{N}]+(?:[&'’.\-/+][\p{L}\p{N}]+)*/gu;
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/; // Chinese and Japanese
const EXCERPT = 170; // letters, about two lines

// As words.py, without stems. Every compound also yields the whole.
const plainText = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");

function wordsIn(text) {
  return [...plainText(text).matchAll(WORD)].flatMap(([word]) => {
    const parts = word.replace(/['’]s$/, "").split(/[&'’.\-/+]/);
    return (parts.length > 1 ? [parts.join(""), ...parts.filter((part) => part.length > 1)] : parts).flatMap(pairsOf);
  });
}

// Returns a word, or each pair of adjacent signs of text that is written without spaces.
function pairsOf(word) {
  const signs = UNSPACED.test(word) ? [...word] : [];
  return signs.length > 2 ? signs.slice(1).map((sign, at) => signs[at] + sign) : [word];
}

// Returns the parts of a text that match: {at, word}.
function hitsIn(text, how) {
  const hits = [];
  for (const { 0: whole, index } of text.matchAll(WORD)) {
    let at = index;
    for (const word of pairsOf(whole)) {
      const last = hits.at(-1);
      const isNext = last && at < last.at + last.word.length;
      if (how(word) && isNext) last.word = text.slice(last.at, at + word.length);
      else if (how(word)) hits.push({ at, word });
      at += [...word][0].length;
    }
  }
  return hits;
}

// Returns a function that tells how well a word matches a query: 0 for not at all.
function matcherOf(query, { stem, stopWords, same }) {
  const words = wordsIn(query);
  const telling = words.filter((word) => !stopWords.has(stem(word)));
  const asked = telling.length ? telling : words;
  const stems = new Map(asked.map((word) => [stem(word), 2]));
  for (const word of asked)
    for (const other of same(stem(word)))
      for (const part of other.split(" ")) if (!stopWords.has(part) && !stems.has(part)) stems.set(part, 1);
  for (const other of same(words.map(stem).join(" ")))
    for (const part of other.split(" ")) if (!stopWords.has(part) && !stems.has(part)) stems.set(part, 1);
  const last = asked.at(-1) || "";
  const isPrefix = (word) => last.length > 1 && last === words.at(-1) && word.startsWith(last);
  const near = asked.filter((word) => word.length > 3);
  const score = (text) => Math.max(0, ...wordsIn(text).map((word) =>
    stems.get(stem(word)) || (isPrefix(word) ? 1 : 0)));
  const close = (text) => wordsIn(text).some((word) => near.some((other) =>
    editsBetween(word, other) <= (other.length > 5 ? 2 : 1))) ? 1 : 0;
  return { score: remembered(score), close: remembered(close) };
}

// Keeps answers, because most words are in a text several times.
function remembered(answer) {
  const known = new Map();
  return (word) => {
    if (!known.has(word)) known.set(word, answer(word));
    return known.get(word);
  };
}

// Returns a text as pieces: [[text, is marked], …].
function marked(text, score) {
  const pieces = [];
  let end = 0;
  const add = (piece, is) => piece && pieces.push([piece, is]);
  for (const { at, word } of hitsIn(text, score)) {
    add(text.slice(end, at), false);
    add(word, true);
    end = at + word.length;
  }
  add(text.slice(end), false);
  return pieces;
}

// Returns the part of a text that says most about a query, as pieces.
function excerptOf(text, { score, close }) {
  let how = score;
  let hits = hitsIn(text, how);
  if (!hits.length) {
    how = close;
    hits = hitsIn(text, how);
  }
  let best = { from: 0, value: 0 };
  hits.forEach(({ at }, place) => {
    const inside = hits.slice(place, place + 12).filter((hit) => hit.at + hit.word.length <= at + EXCERPT - 40);
    const kinds = new Set(inside.map(({ word }) => plainText(word).slice(0, 4)));
    const value = [...kinds].length + inside.reduce((sum, { word }) => sum + how(word), 0) / 20;
    if (value > best.value + 0.001) best = { from: at, value };
  });
  // from the beginning of the sentence, if that is near
  let from = 0;
  if (best.from > 60) {
    const before = text.slice(Math.max(0, best.from - 90), best.from);
    const sentence = Math.max(before.lastIndexOf(". "), before.lastIndexOf("? "), before.lastIndexOf(": "));
    const space = before.indexOf(" ", before.length - 45);
    from = best.from - (sentence >= 0 ? before.length - sentence - 2 : space >= 0 ? before.length - space - 1 : 20);
  }
  let to = from + EXCERPT;
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + EXCERPT / 2);
  const quoted = (isWhole(text, from) ? "" : "… ") + text.slice(from, to) + (to < text.length ? " …" : "");
  return marked(quoted, how);
}

const isWhole = (text, from) => from === 0 || /[.?!:] $/.test(text.slice(0, from));

// Returns the words of a text that match, as they are written there.
function formsIn(text, { score, close }) {
  const forms = (how) => [...new Set(hitsIn(text, how).map(({ word }) => word.toLowerCase()))];
  const exact = forms(score);
  return exact.length ? exact : forms(close);
}

// Returns how many letters to insert, delete, replace or swap to make one word of another; 9 for
// many.
function editsBetween(one, other) {
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

// Returns the entries whose titles or aliases share the most pairs of letters with a query.
function closestNames(query, entries, most = 3) {
  const pairs = (text) => {
    const word = ` ${wordsIn(text).join(" ")} `;
    return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  };
  const asked = pairs(query);
  const likeness = (text) => {
    const rest = pairs(text);
    const total = asked.length + rest.length;
    let shared = 0;
    for (const pair of asked) {
      const at = rest.indexOf(pair);
      if (at >= 0) {
        rest.splice(at, 1);
        shared += 1;
      }
    }
    return (2 * shared) / total;
  };
  const best = new Map(); // title -> entry
  for (const entry of entries) {
    const value = Math.max(...[entry.title, ...(entry.aliases || [])].map(likeness));
    if (value > 0.3 && value > (best.get(entry.title)?.value || 0)) best.set(entry.title, { value, entry });
  }
  return [...best.values()].sort((a, b) => b.value - a.value).slice(0, most).map(({ entry }) => entry);
}
