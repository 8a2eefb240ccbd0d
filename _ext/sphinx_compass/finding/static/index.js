// Reads the index that index.py writes. A part of it is decoded when a query needs it.
/* exported readPart, readLengths, placesOf, wordsFrom */

// Returns the sorted words of a part, a number for each that tells which letters it has, and by
// field the places of words, which are not decoded yet.
function readPart({ words, fields }) {
  const list = [];
  for (const [, shared, rest] of words.matchAll(/([A-Z])([^A-Z]*)/g))
    list.push((list.at(-1) || "").slice(0, shared.charCodeAt(0) - 65) + rest);
  const places = Object.entries(fields).map(([name, written]) => [name, written.split(" ")]);
  return { words: list, letters: list.map(lettersOf), places };
}

function lettersOf(word) {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

// Returns how many of the sorted words come before a word.
function before(words, word) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Returns the places of a word: by field, document -> 1, in the form of MiniSearch.
function placesOf(part, word) {
  const at = before(part.words, word);
  const found = {};
  if (part.words[at] !== word) return found;
  for (const [name, places] of part.places) if (places[at]) found[name] = decoded(places[at]);
  return found;
}

function decoded(written) {
  const found = {};
  let last = -1, value = 0, unit = 1;
  for (let at = 0; at < written.length; at++) {
    const code = written.charCodeAt(at);
    const digit = code - (code > 92 ? 36 : 35); // the backslash is not used
    value += digit * unit;
    unit *= 21;
    if (digit < 70) {
      last += value + 1;
      [value, unit] = [0, 1];
      found[last] = 1;
    }
  }
  return found;
}

// Returns the words of a part that begin with some letters.
function wordsFrom(part, start) {
  const found = [];
  for (let at = before(part.words, start); part.words[at]?.startsWith(start); at++) found.push(part.words[at]);
  return found;
}

// Returns how many words documents have, as rounded by index.py.
function readLengths(written) {
  return [...written].map((sign) => {
    const step = sign.charCodeAt(0) - 65;
    return step < 6 ? step : Math.round(6 * 1.25 ** (step - 6));
  });
}
