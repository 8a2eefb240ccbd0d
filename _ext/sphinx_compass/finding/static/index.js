// Reads the index that index.py writes, and makes of it what MiniSearch.loadJS takes.
/* exported readIndex */

function readIndex({ words, fields }, added) {
  const list = [];
  for (const [, shared, rest] of words.matchAll(/([A-Z])([^A-Z]*)/g))
    list.push((list.at(-1) || "").slice(0, shared.charCodeAt(0) - 65) + rest);

  const names = [...Object.keys(fields), ...Object.keys(added)];
  const index = new Map(list.map((word) => [word, {}])); // word -> field -> document -> times
  const lengths = []; // number of words by field, by document
  const lengthen = (number, field) => {
    lengths[number] ||= names.map(() => 0);
    lengths[number][field] += 1;
  };

  Object.values(fields).forEach((places, field) => {
    let word = 0, last = -1, value = 0, unit = 1, found = null;
    for (let at = 0; at < places.length; at++) {
      const code = places.charCodeAt(at);
      if (code === 32) { // a space: the next word
        [word, last, found] = [word + 1, -1, null];
      } else if (code === 33) { // "!": more than once
        found[last] = 2;
      } else {
        const digit = code - (code > 92 ? 36 : 35); // without the backslash
        value += digit * unit;
        unit *= 21;
        if (digit < 70) {
          last += value + 1;
          [value, unit] = [0, 1];
          found ||= index.get(list[word])[field] = {};
          found[last] = 1;
          lengthen(last, field);
        }
      }
    }
  });
  Object.values(added).forEach((texts, place) => {
    const field = Object.keys(fields).length + place;
    for (const [number, found] of texts)
      for (const word of new Set(found)) {
        if (!index.has(word)) index.set(word, {});
        (index.get(word)[field] ||= {})[number] = 1;
        lengthen(number, field);
      }
  });
  return { index, lengths, names };
}

function asMiniSearch({ index, lengths, names }, count) {
  const none = names.map(() => 0);
  const numbers = Array.from({ length: count }, (_, number) => number);
  const all = numbers.map((number) => lengths[number] || none);
  return {
    documentCount: count, nextId: count, dirtCount: 0, serializationVersion: 2, storedFields: {},
    documentIds: Object.fromEntries(numbers.map((number) => [number, number])),
    fieldIds: Object.fromEntries(names.map((name, place) => [name, place])),
    fieldLength: Object.fromEntries(all.map((found, number) => [number, found])),
    averageFieldLength: names.map((_, place) => all.reduce((sum, found) => sum + found[place], 0) / (count || 1)),
    index: [...index],
  };
}
